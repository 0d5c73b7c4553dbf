import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { repeatLost } from '../retry-races.ts';
import {
  organizationNotFound,
  requireOrganization,
  type AccessibleOrganization,
  type AccessOptions,
  type OrganizationNeed,
} from './access.ts';

/**
 * Locks organizations until the end of the transaction, in the order of their ids, so that no two
 * callers wait for each other. Throws NOT_FOUND `entity.not_found` where one is missing or deleted.
 */
export async function lockOrganizations(
  tx: TenantTransaction,
  ctx: ServiceContext,
  ids: readonly string[],
): Promise<void> {
  // An update that changes nothing of note: a lock in SQL would count as a write of every table.
  for (const id of ids.toSorted()) {
    const { count } = await tx.organization.updateMany({
      where: { id, deletedAt: null },
      data: { updatedAt: ctx.clock() },
    });
    if (count !== 1) throw organizationNotFound();
  }
}

/**
 * Runs `work` in one transaction that holds the organization's row: its members, invitations, keys
 * and credits change one act after the other. What the caller may do is looked at again under the
 * lock. Throws as `requireOrganization`.
 */
export async function changeOrganization<T>(
  ctx: ServiceContext,
  organizationId: string,
  need: OrganizationNeed,
  options: AccessOptions,
  work: (tx: TenantTransaction, organization: AccessibleOrganization) => Promise<T>,
): Promise<T> {
  // A stranger is turned away before anything is locked.
  await requireOrganization(ctx, organizationId, need, options);
  return repeatLost(ctx, async (tx) => {
    await lockOrganizations(tx, ctx, [organizationId]);
    return work(tx, await requireOrganization(ctx, organizationId, need, { ...options, tx }));
  });
}
