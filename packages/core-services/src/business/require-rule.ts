import { mostSignatories } from '@freehold/core-contracts/business';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { accountNotFound } from './account-access.ts';
import { isReachableFor } from './reachable.ts';
import type { ApprovalRule } from './transfer-fields.ts';

/** Holds an account's row, so that its list and its bands are read as one. Throws NOT_FOUND `entity.not_found`. */
export async function lockAccount(
  tx: TenantTransaction,
  ctx: ServiceContext,
  businessAccountId: string,
): Promise<void> {
  const { count } = await tx.businessAccount.updateMany({
    where: { id: businessAccountId },
    data: { updatedAt: ctx.clock() },
  });
  if (count !== 1) throw accountNotFound();
}

/**
 * The band that an amount falls into, with who may approve now; the account's row is held. Throws
 * CONFLICT `business.rule_unreachable` where the others on the list could not meet it now, unless the
 * request is known already. Whoever is suspended stays on the list: they may be back in time.
 */
export async function requireRule(
  tx: TenantTransaction,
  businessAccountId: string,
  amount: string,
  initiatorId: string,
  isKnown: boolean,
): Promise<ApprovalRule> {
  const rule = await tx.businessRule.findFirst({
    where: {
      businessAccountId,
      fromAmount: { lte: amount },
      OR: [{ belowAmount: null }, { belowAmount: { gt: amount } }],
    },
    select: {
      minimumWeight: true,
      minimumApprovers: true,
      requiredRole: true,
      isInitiatorCounted: true,
    },
  });
  const rows = await tx.businessSignatory.findMany({
    where: { businessAccountId, isActive: true },
    orderBy: { id: 'asc' },
    take: mostSignatories,
    select: {
      ...{ userId: true, role: true, weight: true },
      user: { select: { isActive: true, deletedAt: true } },
    },
  });
  if (rule === null) throw new Error(`No band holds ${amount}`);
  const present = rows.filter(({ user }) => user.isActive && user.deletedAt === null);
  const signatories = rows.map(({ userId, role, weight }) => ({ userId, role, weight }));
  if (!isKnown && !isReachableFor(rule, present, initiatorId)) {
    throw new AppError('CONFLICT', 'business.rule_unreachable');
  }
  return { ...rule, initiatorId, signatories };
}
