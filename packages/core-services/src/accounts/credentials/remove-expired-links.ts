import type { ServiceContext } from '../../context.ts';

const hourMs = 60 * 60_000;

/** How long a link or code stays after its time: what a person asks about is found for a week. */
export const keptAfterExpiryMs = 7 * 24 * hourMs;

/** A request for a new password that nobody answered for this long is dropped: whoever asked has asked again. */
export const requestTtlMs = hourMs;

/** Removes up to `limit` links and codes a week after their time, and requests and locks that nobody was told of in their time; gives how many. */
export async function removeExpiredLinks({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const nowMs = ctx.clock().getTime();
  const links = await ctx.db.accountToken.findMany({
    where: { expiresAt: { lt: new Date(nowMs - keptAfterExpiryMs) } },
    select: { id: true },
    take: limit,
  });
  const requests = await ctx.db.passwordResetRequest.findMany({
    where: { createdAt: { lt: new Date(nowMs - requestTtlMs) } },
    select: { id: true },
    take: limit,
  });
  const locks = await ctx.db.signInLock.findMany({
    where: { lockedUntil: { lt: new Date(nowMs) } },
    select: { id: true },
    take: limit,
  });
  if (links.length > 0) {
    await ctx.db.accountToken.deleteMany({ where: { id: { in: links.map(({ id }) => id) } } });
  }
  if (requests.length > 0) {
    const ids = requests.map(({ id }) => id);
    await ctx.db.passwordResetRequest.deleteMany({ where: { id: { in: ids } } });
  }
  if (locks.length > 0) {
    await ctx.db.signInLock.deleteMany({ where: { id: { in: locks.map(({ id }) => id) } } });
  }
  return links.length + requests.length + locks.length;
}
