import { expect, test } from 'vitest';
import { usageRange } from './usage-range.ts';

const now = new Date('2026-11-21T09:41:07.123Z');

test('a day is shown by the hour, with the hour that runs', () => {
  expect(usageRange(1, now)).toEqual({
    from: new Date('2026-11-20T10:00:00Z'),
    to: new Date('2026-11-21T10:00:00Z'),
    bucket: 'HOUR',
  });
});

test('more is shown by the day, with today', () => {
  expect(usageRange(30, now)).toEqual({
    from: new Date('2026-10-23T00:00:00Z'),
    to: new Date('2026-11-22T00:00:00Z'),
    bucket: 'DAY',
  });
});

test('the question stays the same within the hour', () => {
  const later = new Date(now.getTime() + 60_000);
  expect(usageRange(7, later)).toEqual(usageRange(7, now));
});
