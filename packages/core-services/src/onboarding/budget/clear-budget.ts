import type { ServiceContext } from '../../context.ts';
import { budgetSubject, type Limit } from './take-budget.ts';

/** Gives back all that a subject has used of a limit. */
export async function clearBudget(
  ctx: ServiceContext,
  limit: Limit,
  subject: string,
): Promise<void> {
  await ctx.db.usageBudget.deleteMany({
    where: { kind: limit.kind, subject: budgetSubject(ctx, subject) },
  });
}
