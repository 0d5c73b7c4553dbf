import type { ServiceContext } from '../context.ts';

/** Days that events, their deliveries and attempts are kept. */
export const keptDays = 30;

/** Removes up to `limit` events of one tenant that are older than 30 days and no longer under way, with their deliveries and attempts; gives how many. */
export async function removeExpiredDeliveries({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const before = new Date(ctx.clock().getTime() - keptDays * 86_400_000);
  const rows = await ctx.db.webhookEvent.findMany({
    where: {
      createdAt: { lt: before },
      deliveries: { none: { status: { in: ['PENDING', 'LOCKED'] } } },
    },
    orderBy: { createdAt: 'asc' },
    take: limit,
    select: { id: true },
  });
  if (rows.length === 0) return 0;
  const { count } = await ctx.db.webhookEvent.deleteMany({
    where: {
      id: { in: rows.map(({ id }) => id) },
      // A replay may have been asked for meanwhile.
      deliveries: { none: { status: { in: ['PENDING', 'LOCKED'] } } },
    },
  });
  return count;
}
