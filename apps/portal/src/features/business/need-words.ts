import type { RuleView } from '@freehold/core-contracts/business';
import type { Translate } from '../../lib/texts.ts';

type Need = Pick<
  RuleView,
  'minimumApprovers' | 'minimumWeight' | 'requiredRole' | 'isInitiatorCounted'
>;

/** What a rule asks for, in short phrases. */
export function needWords(need: Need, t: Translate): string[] {
  const { minimumApprovers, minimumWeight, requiredRole, isInitiatorCounted } = need;
  return [
    t('business.approvers', { count: minimumApprovers }),
    ...(minimumWeight > minimumApprovers
      ? [t('business.weightTogether', { weight: minimumWeight })]
      : []),
    ...(requiredRole
      ? [t('business.roleNeeded', { role: t(`business.role.${requiredRole}`) })]
      : []),
    t(isInitiatorCounted ? 'business.initiatorCounts' : 'business.initiatorCountsNot'),
  ];
}
