import type { ServiceContext } from '../context.ts';

const dayMs = 24 * 60 * 60_000;

/** How long a notification that was read stays. */
export const readKeptMs = 180 * dayMs;

/** How long any notification stays, and a device that is no longer told. */
export const keptMs = 365 * dayMs;

/** Removes up to `limit` notifications and as many devices whose time is over; gives the larger count. */
export async function removeOldNotifications({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const now = ctx.clock().getTime();
  const notifications = await ctx.db.notification.findMany({
    where: {
      OR: [
        { createdAt: { lt: new Date(now - keptMs) } },
        { readAt: { not: null }, createdAt: { lt: new Date(now - readKeptMs) } },
      ],
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true },
  });
  const devices = await ctx.db.pushToken.findMany({
    where: { lastSeenAt: { lt: new Date(now - keptMs) } },
    orderBy: [{ lastSeenAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true },
  });
  if (notifications.length > 0) {
    await ctx.db.notification.deleteMany({ where: { id: { in: notifications.map(toId) } } });
  }
  if (devices.length > 0) {
    await ctx.db.pushToken.deleteMany({ where: { id: { in: devices.map(toId) } } });
  }
  return Math.max(notifications.length, devices.length);
}

const toId = ({ id }: { readonly id: string }) => id;
