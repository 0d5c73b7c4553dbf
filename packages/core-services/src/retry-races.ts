import { inTransaction, withRetry, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from './context.ts';

/** A lost race was undone; nothing else is repeated, for the work may not bear being done twice. */
const retry = {
  ...{ isSafe: true, isRaceOnly: true },
  ...{ retries: 8, delayMs: 10, maxDelayMs: 500 },
} as const;

/**
 * Runs `work` in one transaction, and again where it lost a race to somebody else, e.g. when it held a
 * wallet that a transfer wanted while it waited for one which that held. Throws as the work does.
 */
export function repeatLost<T>(
  ctx: ServiceContext,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return withRetry(() => inTransaction(ctx.db, work), retry);
}
