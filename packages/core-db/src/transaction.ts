import { AppError } from '@freehold/core-contracts/errors';
import { TRANSACTION_MAX_WAIT_MS, TRANSACTION_TIMEOUT_MS } from './client/create-database.ts';
import type { TenantClient, TenantTransaction } from './client/types.ts';
import { withTransactionTimeout } from './driver/transaction-limits.ts';
import type { Prisma, PrismaClient } from './generated/prisma/client.ts';
import { withRetry } from './retry.ts';
import type { RetryOptions } from './retry.ts';

export type InTransactionOptions = {
  /** Longest wait for the transaction to begin; 5 s unless said otherwise. */
  maxWaitMs?: number;
  /** Longest time it may take; 10 s unless said otherwise. One statement may take nine tenths of it. */
  timeoutMs?: number;
  isolationLevel?: Prisma.TransactionIsolationLevel;
  /** Repeats the whole transaction after a transient error. */
  retry?: RetryOptions;
};

/** Limits for long jobs: 30 s to begin, 60 s to finish. */
export const longTransaction = { maxWaitMs: 30_000, timeoutMs: 60_000 } as const;

/**
 * Runs `work` in one transaction. On the client of a transaction it becomes a savepoint of that one,
 * which takes neither an isolation level nor limits nor retries of its own (INTERNAL
 * `database.transaction_nested`).
 */
export function inTransaction<T>(
  client: TenantClient | TenantTransaction,
  work: (transaction: TenantTransaction) => Promise<T>,
  options?: InTransactionOptions,
): Promise<T>;
export function inTransaction<T>(
  client: PrismaClient,
  work: (transaction: Prisma.TransactionClient) => Promise<T>,
  options?: InTransactionOptions,
): Promise<T>;
export function inTransaction<T>(
  client: TenantClient | TenantTransaction | PrismaClient,
  work: (transaction: never) => Promise<T>,
  options: InTransactionOptions = {},
): Promise<T> {
  // The overloads above pair each client with the work that fits it.
  const any = client as unknown as {
    $kind?: string;
    $transaction(run: (transaction: never) => Promise<T>, limits: object): Promise<T>;
  };
  const { isolationLevel, retry } = options;
  const isNested = '$kind' in any && any.$kind === 'transaction';
  if (isNested && (isolationLevel !== undefined || retry !== undefined)) {
    throw new AppError('INTERNAL', 'database.transaction_nested');
  }
  const timeout = options.timeoutMs ?? TRANSACTION_TIMEOUT_MS;
  const limits = {
    maxWait: options.maxWaitMs ?? TRANSACTION_MAX_WAIT_MS,
    timeout,
    ...(isolationLevel ? { isolationLevel } : {}),
  };
  const run = () => withTransactionTimeout(timeout, () => any.$transaction(work, limits));
  return retry ? withRetry(run, retry) : run();
}
