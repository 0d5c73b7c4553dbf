import { expect, it } from 'vitest';
import { readAmount } from './amount-field.tsx';

it('an amount is read with every digit, and spaces that group them fall away', () => {
  expect(readAmount(' 1 234.50 ')).toEqual({ isGood: true, value: '1234.5' });
  expect(readAmount('123456789012345678901234567.123456789')).toEqual({
    isGood: true,
    value: '123456789012345678901234567.123456789',
  });
});

it.each([
  ['', 'required'],
  ['  ', 'required'],
  ['1,5', 'amount_format'],
  ['1e3', 'amount_format'],
  ['-1', 'amount_format'],
  ['0.0000000001', 'amount_places'],
  ['0.00', 'amount_zero'],
  ['1234567890123456789012345678', 'amount_too_large'],
])('“%s” is refused before anything is sent: %s', (text, code) => {
  expect(readAmount(text)).toEqual({ isGood: false, code });
});
