import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addAmounts, divideHalfEven, fromUnits, multiplyUnits, toUnits } from './amount-units.ts';

const units = fc.bigInt({ min: 0n, max: 10n ** 36n - 1n });

describe('an amount in billionths', () => {
  test.each([
    ['0', 0n],
    ['1', 1_000_000_000n],
    ['0.000000001', 1n],
    ['-2.5', -2_500_000_000n],
    ['999999999999999999999999999.999999999', 10n ** 36n - 1n],
  ])('%s is %s', (text, expected) => {
    expect(toUnits(text)).toBe(expected);
    expect(fromUnits(expected)).toBe(text);
  });

  test('is the same there and back, at 36 digits', () => {
    fc.assert(fc.property(units, (value) => toUnits(fromUnits(value)) === value));
  });

  test('does not lose a tenth place in silence', () => {
    expect(() => toUnits('1.0000000001')).toThrow(RangeError);
  });
});

describe('a share of an amount', () => {
  test.each([
    ['0.000000005', '0.1', '0'],
    ['0.000000015', '0.1', '0.000000002'],
    ['0.000000025', '0.1', '0.000000002'],
    ['0.000000026', '0.1', '0.000000003'],
    ['999999999999999999999999999.999999999', '1', '999999999999999999999999999.999999999'],
  ])('%s at %s is %s: half goes to the even neighbour', (amount, rate, expected) => {
    expect(fromUnits(multiplyUnits(toUnits(amount), toUnits(rate)))).toBe(expected);
  });

  test('is never further than half a billionth from what it is of', () => {
    const rates = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(units, rates, (amount, rate) => {
        const error = multiplyUnits(amount, rate) * 10n ** 9n - amount * rate;
        return (error < 0n ? -error : error) * 2n <= 10n ** 9n;
      }),
    );
  });

  test('at a tie is even', () => {
    fc.assert(fc.property(units, (half) => divideHalfEven(half * 2n + 1n, 2n) % 2n === 0n));
  });
});

test('a sum past 27 digits before the point is refused, not rounded', () => {
  const most = '999999999999999999999999999.999999999';
  expect(addAmounts(['1.5', '2.5'])).toBe('4');
  expect(addAmounts([])).toBe('0');
  expect(() => addAmounts([most, '0.000000001'])).toThrow('transfer.amount_too_large');
});
