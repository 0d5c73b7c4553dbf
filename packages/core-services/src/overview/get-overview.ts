import { UserStatus } from '@freehold/core-contracts/enums';
import type { OverviewView } from '@freehold/core-contracts/overview';
import { readThrough } from '../cache/drop-on-write.ts';
import type { ServiceContext } from '../context.ts';
import { readDailyFigures } from './daily-figures.ts';
import { readQueueFigures } from './queue-figures.ts';

// Ages and days move without a write; `asOf` says how old the figures are.
const keptMs = 30_000;

/** The tenant's figures of the last 30 seconds and of the last 30 days (UTC), in three statements. */
export function getOverview({ ctx }: { ctx: ServiceContext }): Promise<OverviewView> {
  return readThrough(ctx, { name: 'overview', id: 'all', ttlMs: keptMs }, () => readOverview(ctx));
}

async function readOverview(ctx: ServiceContext): Promise<OverviewView> {
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
