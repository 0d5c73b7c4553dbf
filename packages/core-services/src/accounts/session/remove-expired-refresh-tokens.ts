import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { refreshGraceMs } from './refresh-session.ts';

/** How long the tokens of an ended session stay. */
export const keptAfterEndMs = 24 * 60 * 60_000;

/**
 * Erases what up to `limit` used tokens leave for the ten seconds after their use, and removes up to
 * `limit` that ran out or whose session ended a day ago. Until a token runs out its row stays: that
 * is how one that comes again is known. Gives how many it touched.
 */
export async function removeExpiredRefreshTokens({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const nowMs = ctx.clock().getTime();
  const erased = await eraseGraces(ctx, new Date(nowMs - refreshGraceMs), limit);
  const over = await ctx.db.refreshToken.findMany({
    where: {
      OR: [
        { expiresAt: { lte: new Date(nowMs) } },
        { endedAt: { lt: new Date(nowMs - keptAfterEndMs) } },
      ],
    },
    select: { id: true },
    take: limit,
  });
  if (over.length === 0) return erased;
  const ids = over.map(({ id }) => id);
  return erased + (await inTransaction(ctx.db, (tx) => remove(tx, ids)));
}

async function eraseGraces(ctx: ServiceContext, usedBefore: Date, limit: number): Promise<number> {
  const rows = await ctx.db.refreshToken.findMany({
    where: { usedAt: { lt: usedBefore }, graceCiphertext: { not: null } },
    select: { id: true },
    take: limit,
  });
  if (rows.length === 0) return 0;
  const { count } = await ctx.db.refreshToken.updateMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    data: { graceCiphertext: null },
  });
  return count;
}

// A token outlives the one it was made from.
async function remove(tx: TenantTransaction, ids: string[]): Promise<number> {
  await tx.refreshToken.updateMany({
    where: { parentId: { in: ids } },
    data: { parentId: null },
  });
  const { count } = await tx.refreshToken.deleteMany({ where: { id: { in: ids } } });
  return count;
}
