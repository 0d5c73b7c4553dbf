import type { RuleView } from '@freehold/core-contracts/business';
import { Amount } from '@freehold/core-contracts/amounts';
import { sumAmounts } from '@freehold/ui/formats';
import { availableOf } from '../../lib/available.ts';

/** The band that an amount falls into; none before the account has rules. */
export function ruleOf(rules: readonly RuleView[], amount: string): RuleView | undefined {
  return rules.find(
    ({ fromAmount, belowAmount }) =>
      isAtLeast(amount, fromAmount) && (belowAmount === null || !isAtLeast(amount, belowAmount)),
  );
}

function isAtLeast(amount: string, bound: string): boolean {
  return !availableOf(amount, bound).startsWith('-');
}

/** What all receivers get together; null while one of the amounts is none yet. */
export function totalOf(amounts: readonly string[]): string | null {
  if (amounts.length === 0 || amounts.some((each) => !Amount.safeParse(each).success)) return null;
  return sumAmounts(amounts);
}
