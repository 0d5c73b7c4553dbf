import type { RuleView } from '@freehold/core-contracts/business';
import { signatoryRoleLabels } from './money-labels.ts';
import { writeAmount } from './money.ts';

type Band = Pick<RuleView, 'fromAmount' | 'belowAmount'>;
type Needs = Omit<RuleView, keyof Band | 'isReachable'>;

/** The amounts that a band holds. */
export function describeBand({ fromAmount, belowAmount }: Band, currencyCode: string): string {
  const from = `from ${writeAmount(fromAmount)}`;
  return belowAmount
    ? `${from} to below ${writeAmount(belowAmount, currencyCode)}`
    : `${from} ${currencyCode} on`;
}

/** What a band asks for, as a sentence. */
export function describeRule(rule: Needs): string {
  const people = `${rule.minimumApprovers} ${rule.minimumApprovers === 1 ? 'person' : 'people'}`;
  const role = rule.requiredRole
    ? `, one of them ${signatoryRoleLabels[rule.requiredRole].toLowerCase()}`
    : '';
  const initiator = rule.isInitiatorCounted
    ? 'whoever asks counts as well'
    : 'whoever asks does not count';
  return `${people} with a weight of ${rule.minimumWeight}${role}; ${initiator}`;
}
