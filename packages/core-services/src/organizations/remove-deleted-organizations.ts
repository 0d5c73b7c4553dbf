import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { restorableMs } from './limits.ts';

// What moved stays on record, and so does whose it was.
const withoutWallets = { wallets: { none: {} } } as const;

/**
 * Removes for good up to `limit` organizations that were deleted 90 days ago; everything of theirs
 * goes along by foreign key, the audit rows stay. One that ever had a wallet stays deleted. Gives how
 * many.
 */
export async function removeDeletedOrganizations({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const before = new Date(ctx.clock().getTime() - restorableMs);
  const rows = await ctx.db.organization.findMany({
    where: { deletedAt: { lt: before }, ...withoutWallets },
    orderBy: { deletedAt: 'asc' },
    take: limit,
    select: { id: true, name: true, slug: true },
  });
  let removed = 0;
  for (const { id, name, slug } of rows) {
    removed += await inTransaction(ctx.db, async (tx) => {
      const where = { id, deletedAt: { lt: before }, ...withoutWallets };
      const { count } = await tx.organization.deleteMany({ where });
      if (count === 0) return 0;
      await recordAudit(tx, ctx, {
        action: 'organization.remove',
        entityType: 'Organization',
        entityId: id,
        organizationId: id,
        changes: { name, slug },
      });
      return count;
    });
  }
  return removed;
}
