import { CalendarDate } from '@freehold/core-contracts/ids';
import { expect, test } from 'vitest';
import { joinDate, monthNames, splitDate } from './birth-date.ts';

test('a date survives being taken apart and put together', () => {
  expect(splitDate('1990-02-03')).toEqual({ day: '3', month: '2', year: '1990' });
  expect(joinDate(splitDate('1990-02-03'))).toBe('1990-02-03');
  expect(joinDate(splitDate(null))).toBe('');
});

test.each([
  { day: '31', month: '2', year: '1990' },
  { day: '29', month: '2', year: '1900' },
  { day: '1', month: '', year: '1990' },
  { day: 'x', month: '1', year: '1990' },
])('a day that does not exist is refused: %o', (parts) => {
  expect(CalendarDate.safeParse(joinDate(parts)).success).toBe(false);
});

test('a leap day is a day', () => {
  expect(CalendarDate.safeParse(joinDate({ day: '29', month: '2', year: '2004' })).success).toBe(
    true,
  );
});

test('months speak the language', () => {
  expect(monthNames('fr')[7]).toBe('août');
  expect(monthNames('en')).toHaveLength(12);
});
