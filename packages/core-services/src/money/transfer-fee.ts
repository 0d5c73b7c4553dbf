import type { FeeSettings } from '@freehold/core-contracts/tenants';
import { fromUnits, multiplyUnits, toUnits } from './amount-units.ts';

/** What a transfer costs its sender on top of the amount: flat + rate × amount, within the two bounds, half to even. */
export function transferFee({ flat, rate, minimum, maximum }: FeeSettings, amount: string): string {
  const charged = toUnits(flat) + multiplyUnits(toUnits(amount), toUnits(rate));
  const least = toUnits(minimum);
  const raised = charged < least ? least : charged;
  const most = maximum === null ? raised : toUnits(maximum);
  return fromUnits(raised > most ? most : raised);
}
