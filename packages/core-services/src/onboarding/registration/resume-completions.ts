import type { ServiceContext } from '../../context.ts';
import { finishRegistration, type AccountMaker } from './finish-registration.ts';
import { registrationFields } from './registration-row.ts';

/** How long the request that proved the number is left alone with finishing. */
export const completionPatienceMs = 30_000;

/** Finishes up to `limit` completions of the tenant that were cut off; one that fails goes to the end of the line; stops between two when `signal` says so. Safe to run at several places at once. */
export async function resumeCompletions({
  ctx,
  accounts,
  limit,
  signal,
}: {
  ctx: ServiceContext;
  accounts: AccountMaker;
  limit: number;
  signal?: AbortSignal;
}): Promise<{ completed: number; failed: number }> {
  const before = new Date(ctx.clock().getTime() - completionPatienceMs);
  const rows = await ctx.db.pendingRegistration.findMany({
    where: { currentStep: 'PHONE_VERIFIED', updatedAt: { lt: before } },
    orderBy: { updatedAt: 'asc' },
    take: limit,
    select: registrationFields,
  });
  let completed = 0;
  let failed = 0;
  for (const row of rows) {
    if (signal?.aborted === true) break;
    try {
      await finishRegistration({ ctx, accounts, row });
      completed += 1;
    } catch (error) {
      failed += 1;
      ctx.logger.warn({ err: error, registrationId: row.id }, 'A completion could not be finished');
      await ctx.db.pendingRegistration.updateMany({
        where: { id: row.id, currentStep: 'PHONE_VERIFIED' },
        data: { updatedAt: ctx.clock() },
      });
    }
  }
  return { completed, failed };
}
