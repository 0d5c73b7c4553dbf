import type { ServiceContext } from '../context.ts';
import { computeTaxRun } from './compute-tax-run.ts';
import { takeTax } from './take-tax.ts';

/** Runs of one tenant that are gone on with in one round. */
const mostRuns = 20;

/**
 * Goes on with the tenant's runs by up to `limit` wallets each: dry runs that are not computed yet,
 * and the one that is being applied. Gives `limit` when there is more to do at once, else 0.
 */
export async function advanceTaxRuns({
  ctx,
  limit,
}: {
  ctx: ServiceContext;
  limit: number;
}): Promise<number> {
  const runs = await ctx.db.taxRun.findMany({
    where: { OR: [{ status: 'APPLYING' }, { status: 'DRY_RUN', isComputed: false }] },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: mostRuns,
    select: { id: true, status: true },
  });
  let hasMore = false;
  for (const { id, status } of runs) {
    const step = status === 'APPLYING' ? takeTax : computeTaxRun;
    if (await step(ctx, id, limit)) hasMore = true;
  }
  return hasMore ? limit : 0;
}
