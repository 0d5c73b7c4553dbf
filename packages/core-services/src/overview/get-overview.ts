import { UserStatus } from '@freehold/core-contracts/enums';
import type { OverviewView } from '@freehold/core-contracts/overview';
import type { ServiceContext } from '../context.ts';
import { readDailyFigures } from './daily-figures.ts';
import { readQueueFigures } from './queue-figures.ts';

/** The tenant's figures of this moment and of the last 30 days (UTC), in three statements. */
export async function getOverview({ ctx }: { ctx: ServiceContext }): Promise<OverviewView> {
  const asOf = ctx.clock();
  const [figures, daily, usersByStatus] = await Promise.all([
    readQueueFigures(ctx, asOf),
    readDailyFigures(ctx, asOf),
    countUsersByStatus(ctx),
  ]);
  const activeUsers = usersByStatus.find(({ status }) => status === 'ACTIVE')?.count ?? 0;
  return { ...figures, activeUsers, usersByStatus, daily, asOf };
}

async function countUsersByStatus(ctx: ServiceContext): Promise<OverviewView['usersByStatus']> {
  const rows = await ctx.db.user.groupBy({
    by: ['status'],
    where: { deletedAt: null },
    _count: { _all: true },
  });
  return UserStatus.options.map((status) => ({
    status,
    count: rows.find((row) => row.status === status)?._count._all ?? 0,
  }));
}
