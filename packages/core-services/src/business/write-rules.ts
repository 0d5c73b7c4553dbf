import type { RuleInput } from '@freehold/core-contracts/business';
import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { toUnits } from '../money/amount-units.ts';
import { isReachable, type Approver } from './reachable.ts';

/** Bands by where they begin. */
export function inOrder(rules: readonly RuleInput[]): RuleInput[] {
  return rules.toSorted((a, b) => (toUnits(a.fromAmount) < toUnits(b.fromAmount) ? -1 : 1));
}

/** Throws CONFLICT `business.rule_unreachable` for a band that no transfer could ever leave. */
export function assertReachable(
  rules: readonly RuleInput[],
  signatories: readonly Approver[],
): void {
  for (const rule of rules) {
    if (isReachable(rule, signatories)) continue;
    throw new AppError('CONFLICT', 'business.rule_unreachable', { fromAmount: rule.fromAmount });
  }
}

/**
 * Puts these bands in the place of those there were; each ends where the next begins. Throws
 * as `assertReachable`.
 */
export async function writeRules(
  tx: TenantTransaction,
  businessAccountId: string,
  given: readonly RuleInput[],
  signatories: readonly Approver[],
): Promise<Prisma.InputJsonArray> {
  const rules = inOrder(given);
  assertReachable(rules, signatories);
  await tx.businessRule.deleteMany({ where: { businessAccountId } });
  await tx.businessRule.createMany({
    data: rules.map((rule, index) => ({
      ...rule,
      businessAccountId,
      belowAmount: rules[index + 1]?.fromAmount ?? null,
    })),
  });
  return rules.map((rule) => ({ ...rule }));
}
