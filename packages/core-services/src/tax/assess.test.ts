import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromUnits, toUnits } from '../money/amount-units.ts';
import { assess } from './assess.ts';
import { cycleAt, requirePastCycle } from './cycle.ts';

const rules = {
  threshold: '1000',
  cycleDays: 30,
  bands: [
    { fromAmount: '5000', rate: '0.1' },
    { fromAmount: '1000', rate: '0.05' },
  ],
};

describe('a hoard', () => {
  test.each([
    ['999', null],
    ['1000', null],
    ['1000.000000001', null],
    ['2000', { amount: '50', rate: '0.025' }],
    ['5000', { amount: '200', rate: '0.04' }],
    ['6000', { amount: '300', rate: '0.05' }],
  ])('of %s costs %j', (balance, expected) => {
    expect(assess(balance, rules)).toEqual(expected);
  });

  test('without bands, or below all of them, costs nothing', () => {
    expect(assess('2000', { ...rules, bands: [] })).toBeNull();
    expect(assess('2000', { ...rules, bands: [{ fromAmount: '3000', rate: '1' }] })).toBeNull();
  });

  test('never costs more than it is, and more of it never costs less', () => {
    const units = fc.bigInt({ min: 1n, max: 10n ** 36n - 1n });
    const bands = fc.uniqueArray(
      fc.record({
        fromAmount: units.map(fromUnits),
        rate: fc.bigInt({ min: 0n, max: 10n ** 9n }).map(fromUnits),
      }),
      { maxLength: 5, selector: ({ fromAmount }) => fromAmount },
    );
    fc.assert(
      fc.property(units, units, bands, (one, other, some) => {
        const terms = { threshold: '0', cycleDays: 30, bands: some };
        const cost = (value: bigint) => toUnits(assess(fromUnits(value), terms)?.amount ?? '0');
        const [less, more] = one < other ? [one, other] : [other, one];
        return cost(more) <= more && cost(less) <= cost(more);
      }),
    );
  });
});

describe('a cycle', () => {
  test('begins where the one before it ends, for whoever asks and whenever', () => {
    const moments = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 366 }), (at, days) => {
        const { start, end } = cycleAt(at, days);
        return start <= at && at < end && cycleAt(end, days).start.getTime() === end.getTime();
      }),
    );
  });

  test('is the last one that is over; one under way is refused', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    const past = requirePastCycle({ at: undefined, now }, 30);
    expect(past.end <= now && now.getTime() - past.end.getTime() < 30 * 86_400_000).toBe(true);
    expect(() => requirePastCycle({ at: now, now }, 30)).toThrow('tax.cycle_not_over');
    expect(requirePastCycle({ at: past.start, now }, 30)).toEqual(past);
  });
});
