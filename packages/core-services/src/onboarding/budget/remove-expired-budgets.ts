import type { ServiceContext } from '../../context.ts';

/** Removes up to `limit` budgets whose window is over; gives how many. Nothing is audited: they are counters. */
export async function removeExpiredBudgets({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const now = ctx.clock();
  const over = await ctx.db.usageBudget.findMany({
    where: { expiresAt: { lt: now } },
    orderBy: { expiresAt: 'asc' },
    take: limit,
    select: { kind: true, subject: true, windowStart: true },
  });
  if (over.length === 0) return 0;
  const { count } = await ctx.db.usageBudget.deleteMany({
    where: { expiresAt: { lt: now }, OR: over },
  });
  return count;
}
