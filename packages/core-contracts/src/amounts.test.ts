import { expect, it } from 'vitest';
import { Amount } from './amounts.ts';

const reasonOf = (value: unknown) => {
  const parsed = Amount.safeParse(value);
  return parsed.success ? parsed.data : parsed.error.issues[0]!.message;
};

it('is text with at most 27 digits before the point and 9 after, made canonical', () => {
  expect(reasonOf('007.500')).toBe('7.5');
  expect(reasonOf(' 1 ')).toBe('1');
  expect(reasonOf('0.000000001')).toBe('0.000000001');
  const largest = `${'9'.repeat(27)}.${'9'.repeat(9)}`;
  expect(reasonOf(largest)).toBe(largest);
});

it('anything else is refused with the reason', () => {
  expect(reasonOf('0')).toBe('amount_zero');
  expect(reasonOf('0.000')).toBe('amount_zero');
  expect(reasonOf('1'.repeat(28))).toBe('amount_too_large');
  expect(reasonOf('1.0000000001')).toBe('amount_places');
  expect(reasonOf('1.0000000000')).toBe('amount_places');
  for (const text of ['-1', '+1', '1e3', '1,5', '.5', '5.', '', 'NaN', 'Infinity', '0x1', '１']) {
    expect(reasonOf(text), text).toBe('amount_format');
  }
  for (const value of [1, 1n, null, undefined, {}]) expect(reasonOf(value)).toBe('amount_text');
});
