import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { invitationKeptMs } from '../limits.ts';

/**
 * Ends up to `limit` invitations whose time is over, and removes up to `limit` that were decided 90
 * days ago: addresses of people who may never have come. Gives how many it touched.
 */
export async function removeExpiredInvitations({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const now = ctx.clock();
  const expired = await expire(ctx, now, limit);
  const old = await ctx.db.invitation.findMany({
    where: { decidedAt: { lt: new Date(now.getTime() - invitationKeptMs) } },
    take: limit,
    select: { id: true },
  });
  if (old.length === 0) return expired;
  const ids = old.map(({ id }) => id);
  const { count } = await ctx.db.invitation.deleteMany({
    where: { id: { in: ids }, decidedAt: { not: null } },
  });
  return expired + count;
}

// One audit row for the lot: nobody ended them, their time was over.
async function expire(ctx: ServiceContext, now: Date, limit: number): Promise<number> {
  const rows = await ctx.db.invitation.findMany({
    where: { status: 'PENDING', decidedAt: null, expiresAt: { lte: now } },
    orderBy: { expiresAt: 'asc' },
    take: limit,
    select: { id: true },
  });
  if (rows.length === 0) return 0;
  return inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: {
        id: { in: rows.map(({ id }) => id) },
        status: 'PENDING',
        expiresAt: { lte: now },
      },
      data: { status: 'EXPIRED', decidedAt: now },
    });
    if (count === 0) return 0;
    const entity = { entityType: 'Invitation', entityId: 'EXPIRED' };
    await recordAudit(tx, ctx, { ...entity, action: 'invitation.expire', changes: { count } });
    return count;
  });
}
