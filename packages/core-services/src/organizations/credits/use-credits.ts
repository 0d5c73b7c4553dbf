import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { lockOrganizations } from '../change-organization.ts';
import { applyChange, findSameEntry, type CreditEntryRow } from './credit-entry.ts';

export interface CreditUse {
  readonly organizationId: string;
  /** Credits, at least 1. */
  readonly amount: number;
  readonly reason: string;
  /** What they are used for, once: the same cause again uses nothing. At most 110 characters. */
  readonly cause: string;
}

/**
 * Takes credits for something, in that thing's own transaction; its caller writes the audit row.
 * Gives the entry, whose `balanceAfter` is what is left. Throws NOT_FOUND `entity.not_found`,
 * CONFLICT `credits.insufficient` and `credits.key_reused`.
 */
export async function useCredits(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { organizationId, amount, reason, cause }: CreditUse,
): Promise<CreditEntryRow> {
  await lockOrganizations(tx, ctx, [organizationId]);
  const change = {
    ...{ organizationId, reason },
    kind: 'USE',
    amount: -amount,
    idempotencyKey: `use:${cause}`,
  } as const;
  return (await findSameEntry(tx, change)) ?? applyChange(tx, ctx, change);
}

/**
 * Gives back what `useCredits` took for a cause, once, in the caller's transaction. Throws NOT_FOUND
 * `entity.not_found` where nothing was taken for it, CONFLICT `credits.key_reused` where it was given
 * back with another reason.
 */
export async function refundCredits(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { organizationId, reason, cause }: Omit<CreditUse, 'amount'>,
): Promise<CreditEntryRow> {
  await lockOrganizations(tx, ctx, [organizationId]);
  const use = await tx.creditEntry.findFirst({
    where: { organizationId, idempotencyKey: `use:${cause}` },
    select: { amount: true },
  });
  if (use === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'CreditEntry' });
  const change = {
    ...{ organizationId, reason },
    kind: 'REFUND',
    amount: -use.amount,
    idempotencyKey: `refund:${cause}`,
  } as const;
  return (await findSameEntry(tx, change)) ?? applyChange(tx, ctx, change);
}
