import { expect, it } from 'vitest';
import { writeAmount, writeRate } from './money.ts';

it('an amount in a sentence keeps the digits that say something', () => {
  expect(writeAmount('1234567.500000000', 'GX')).toBe('1,234,567.5 GX');
  expect(writeAmount('-12')).toBe('−12');
});

it.each([
  ['0', '0 %'],
  ['1', '100 %'],
  ['0.5', '50 %'],
  ['0.0125', '1.25 %'],
  ['0.000000001', '0.0000001 %'],
  ['1.000', '100 %'],
  ['0.10', '10 %'],
])('the rate %s is %s', (rate, text) => {
  expect(writeRate(rate)).toBe(text);
});
