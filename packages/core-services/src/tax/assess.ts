import type { TaxRules } from '@freehold/core-contracts/tax';
import { divideHalfEven, fromUnits, multiplyUnits, toUnits } from '../money/amount-units.ts';

export interface Assessment {
  readonly amount: string;
  /** What all bands together come to, as a share of the balance. */
  readonly rate: string;
}

/**
 * What a balance that did not move for a whole cycle costs: each band's rate is for the part of the
 * balance from its amount on up to the next band's, each part rounded to 9 places half to even. Null
 * where the balance is not above the threshold or nothing is due.
 */
export function assess(balance: string, { threshold, bands }: TaxRules): Assessment | null {
  const whole = toUnits(balance);
  if (whole <= toUnits(threshold)) return null;
  const inOrder = bands
    .map(({ fromAmount, rate }) => ({ from: toUnits(fromAmount), rate: toUnits(rate) }))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const amount = inOrder.reduce((total, { from, rate }, index) => {
    const until = inOrder[index + 1]?.from ?? whole;
    const part = (until < whole ? until : whole) - from;
    return part > 0n ? total + multiplyUnits(part, rate) : total;
  }, 0n);
  if (amount === 0n) return null;
  return {
    amount: fromUnits(amount),
    rate: fromUnits(divideHalfEven(amount * toUnits('1'), whole)),
  };
}
