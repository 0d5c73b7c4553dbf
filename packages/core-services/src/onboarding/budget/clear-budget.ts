import type { TenantClient, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { budgetKey, budgetSubject, type Limit } from './take-budget.ts';

/** Gives back all that a subject has used of a limit, in the caller's transaction where there is one. */
export async function clearBudget(
  ctx: ServiceContext,
  limit: Limit,
  subject: string,
  db: TenantClient | TenantTransaction = ctx.db,
): Promise<void> {
  await db.usageBudget.deleteMany({
    where: { kind: limit.kind, subject: budgetSubject(ctx, subject) },
  });
}

/** Gives one use back, in the window that runs. */
export async function giveBackBudget(
  ctx: ServiceContext,
  limit: Limit,
  subject: string,
): Promise<void> {
  await ctx.db.usageBudget.updateMany({
    where: { ...budgetKey(ctx, limit, subject), used: { gt: 0 } },
    data: { used: { decrement: 1 } },
  });
}
