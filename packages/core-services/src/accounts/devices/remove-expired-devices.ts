import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';

/** How long a revoked browser stays. */
export const keptAfterRevokeMs = 30 * 24 * 60 * 60_000;

/** Removes up to `limit` browsers that were not used for 90 days or were revoked 30 days ago; gives how many. Their sessions, long over, stay in the list. */
export async function removeExpiredDevices({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const now = ctx.clock();
  const revokedBefore = new Date(now.getTime() - keptAfterRevokeMs);
  const over = await ctx.db.trustedDevice.findMany({
    where: { OR: [{ expiresAt: { lte: now } }, { revokedAt: { lt: revokedBefore } }] },
    select: { id: true },
    take: limit,
  });
  if (over.length === 0) return 0;
  const ids = over.map(({ id }) => id);
  return inTransaction(ctx.db, async (tx) => {
    await tx.session.updateMany({ where: { deviceId: { in: ids } }, data: { deviceId: null } });
    const { count } = await tx.trustedDevice.deleteMany({ where: { id: { in: ids } } });
    return count;
  });
}
