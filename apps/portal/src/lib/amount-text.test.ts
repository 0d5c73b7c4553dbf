import { Amount } from '@freehold/core-contracts/amounts';
import { expect, test } from 'vitest';
import { formatAmount, readAmount } from './amount-text.ts';

const valueOf = (typed: string, locale: 'en' | 'fr') => {
  const read = Amount.safeParse(readAmount(typed, locale));
  return read.success ? read.data : null;
};

test.each([
  ['12.50', '12.5'],
  ['1,234.56', '1234.56'],
  ['1 234.5', '1234.5'],
  ['1,234,567', '1234567'],
  ['0.000000001', '0.000000001'],
])('in English %s is %s', (typed, value) => expect(valueOf(typed, 'en')).toBe(value));

test.each([
  ['12,50', '12.5'],
  ['1\u202f234,56', '1234.56'],
  ['1.234,56', '1234.56'],
  ['12.5', '12.5'],
])('in French %s is %s', (typed, value) => expect(valueOf(typed, 'fr')).toBe(value));

test('what could mean two amounts is refused rather than guessed', () => {
  expect(valueOf('1,5', 'en')).toBeNull();
  expect(valueOf('1,23', 'en')).toBeNull();
  expect(valueOf('1,2345', 'en')).toBeNull();
  expect(valueOf('1.500', 'fr')).toBeNull();
  expect(valueOf('1,2,3', 'fr')).toBeNull();
});

test('what is no amount stays none', () => {
  for (const typed of ['', '-3', '1e3', 'ten', '.', '1.', '0', '1.0000000001']) {
    expect(valueOf(typed, 'en'), typed).toBeNull();
    expect(valueOf(typed, 'fr'), typed).toBeNull();
  }
});

test('in a sentence an amount keeps every digit that carries value', () => {
  expect(formatAmount('1234567.5', 'GX', 'en')).toBe('1,234,567.50\u00a0GX');
  expect(formatAmount('-1234.000000001', 'GX', 'fr')).toBe('−1\u202f234,000000001\u00a0GX');
  expect(formatAmount('123456789012345678901234567.123456789', 'GX', 'en')).toBe(
    '123,456,789,012,345,678,901,234,567.123456789\u00a0GX',
  );
});
