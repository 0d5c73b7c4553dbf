import { describe, expect, it } from 'vitest';
import {
  countryName,
  formatBytes,
  formatCalendarDate,
  formatDuration,
  formatMilliseconds,
  formatRelative,
  formatUtc,
  humanize,
  shortenIdentifier,
  splitAmount,
  sumAmounts,
} from './formats.tsx';

const write = (value: string, places?: number) => {
  const { sign, whole, fraction, padding } = splitAmount(value, places);
  return `${sign}${whole}.${fraction}${padding}`;
};

describe('amounts', () => {
  it('an amount keeps all 36 digits', () => {
    expect(write('123456789012345678901234567.123456789')).toBe(
      '123,456,789,012,345,678,901,234,567.123456789',
    );
  });

  it('amounts of one column have the same number of digits after the point', () => {
    expect(splitAmount('1.5')).toEqual({
      sign: '',
      whole: '1',
      fraction: '5',
      padding: '00000000',
    });
    expect(write('0')).toBe('0.000000000');
  });

  it('a negative amount has a minus sign, and zero has none', () => {
    expect(write('-1234.1', 2)).toBe('−1,234.10');
    expect(splitAmount('-0').sign).toBe('');
  });

  it('an amount is never rounded to fit', () => {
    expect(() => splitAmount('0.001', 2)).toThrow(RangeError);
    expect(() => splitAmount('1e3')).toThrow(RangeError);
    expect(() => splitAmount('')).toThrow(RangeError);
  });

  it('a sum of amounts is exact where floating point is not', () => {
    expect(sumAmounts(['0.1', '0.2'])).toBe('0.3');
    expect(sumAmounts(['999999999999999999999999999.999999999', '0.000000001'])).toBe(
      '1000000000000000000000000000',
    );
  });
});

describe('times', () => {
  const now = new Date('2026-03-01T12:00:00Z');

  it('a distance is told in its largest unit, never rounded up', () => {
    expect(formatRelative(new Date('2026-03-01T10:01:00Z'), now)).toBe('1 hr. ago');
    expect(formatRelative(new Date('2026-03-03T12:00:00Z'), now)).toBe('in 2 days');
    expect(formatRelative(new Date('2026-03-01T11:59:30Z'), now)).toBe('now');
  });

  it('an exact instant is written in UTC to the millisecond', () => {
    expect(formatUtc(new Date('2026-03-01T08:15:30.250+02:00'))).toBe(
      '2026-03-01 06:15:30.250 UTC',
    );
  });

  it('a calendar date stays the same day in every zone', () => {
    expect(formatCalendarDate('2000-02-29', 'en-GB')).toBe('29 Feb 2000');
  });

  it('a length of time shows its two largest units', () => {
    expect(formatDuration(0)).toBe('0 s');
    expect(formatDuration(59.4)).toBe('59 s');
    expect(formatDuration(3_660)).toBe('1 h 1 min');
    expect(formatDuration(100_000)).toBe('1 d 3 h');
    expect(formatDuration(2_000_000)).toBe('23 d');
    expect(formatMilliseconds(0.4249)).toBe('0.42 ms');
    expect(formatMilliseconds(2100)).toBe('2.1 s');
  });
});

describe('names and sizes', () => {
  it('a size changes its unit before it shows four digits', () => {
    expect(formatBytes(999n)).toBe('999 B');
    expect(formatBytes(999_600n)).toBe('1.0 MB');
    expect(formatBytes(123_456_789n)).toBe('123 MB');
  });

  it('a long identifier keeps its start and end', () => {
    expect(shortenIdentifier('0123456789abcdef')).toBe('01234567…cdef');
    expect(shortenIdentifier('short')).toBe('short');
  });

  it('an unknown country is shown by its code', () => {
    expect(countryName('NO')).toBe('Norway');
    expect(countryName('1')).toBe('1');
  });

  it('a constant becomes words', () => {
    expect(humanize('PENDING_ADMIN_APPROVAL')).toBe('Pending admin approval');
    expect(humanize('user.approve')).toBe('User approve');
    expect(humanize('registrationEmailCode')).toBe('Registration email code');
  });
});
