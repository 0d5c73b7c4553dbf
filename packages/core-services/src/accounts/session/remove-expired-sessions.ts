import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { idleMsOf } from './session-rules.ts';

/** How long an ended session stays in the list of its account's sessions. */
export const keptAfterEndMs = 90 * 24 * 60 * 60_000;

/**
 * Ends up to `limit` sessions that ran out or lay idle, and removes up to `limit` that ended 90 days
 * ago. Gives how many it touched.
 */
export async function removeExpiredSessions({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const now = ctx.clock();
  const ended = (await endExpired(ctx, now, limit)) + (await endIdle(ctx, now, limit));
  const old = await ctx.db.session.findMany({
    where: { isValid: false, endedAt: { lt: new Date(now.getTime() - keptAfterEndMs) } },
    select: { id: true },
    take: limit,
  });
  if (old.length === 0) return ended;
  const { count } = await ctx.db.session.deleteMany({
    where: { id: { in: old.map(({ id }) => id) }, isValid: false },
  });
  return ended + count;
}

async function endExpired(ctx: ServiceContext, now: Date, limit: number): Promise<number> {
  const rows = await ctx.db.session.findMany({
    where: { isValid: true, expiresAt: { lte: now } },
    select: { id: true },
    take: limit,
  });
  return end(ctx, rows, 'EXPIRED', now);
}

async function endIdle(ctx: ServiceContext, now: Date, limit: number): Promise<number> {
  const audiences = ['CONSOLE', 'PORTAL'] as const;
  const rows = await ctx.db.session.findMany({
    where: {
      isValid: true,
      OR: audiences.map((audience) => ({
        audience,
        lastActivityAt: { lt: new Date(now.getTime() - idleMsOf(audience)) },
      })),
    },
    select: { id: true },
    take: limit,
  });
  return end(ctx, rows, 'IDLE', now);
}

// One audit row for the lot: nobody ended them, their time was over.
async function end(
  ctx: ServiceContext,
  rows: readonly { readonly id: string }[],
  endReason: 'EXPIRED' | 'IDLE',
  now: Date,
): Promise<number> {
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  return inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: { in: ids }, isValid: true },
      data: { isValid: false, endedAt: now, endReason },
    });
    if (count === 0) return 0;
    await tx.refreshToken.updateMany({
      where: { sessionId: { in: ids }, endedAt: null },
      data: { endedAt: now, graceCiphertext: null },
    });
    const entity = { entityType: 'Session', entityId: endReason };
    await recordAudit(tx, ctx, { ...entity, action: 'session.expire', changes: { count } });
    return count;
  });
}
