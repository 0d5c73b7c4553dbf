import type { hiddenFields } from './data-model.ts';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';

export type TransactionOptions = {
  /** Longest wait for the transaction to begin, in milliseconds. */
  maxWait?: number;
  /** Longest time the transaction may take, in milliseconds. */
  timeout?: number;
  isolationLevel?: Prisma.TransactionIsolationLevel;
};

type Models = Omit<PrismaClient<never, typeof hiddenFields>, `$${string}` | symbol>;

type Unwrapped<Operations extends readonly unknown[]> = {
  -readonly [Index in keyof Operations]: Awaited<Operations[Index]>;
};

type Transactions = {
  $transaction<const Operations extends readonly Prisma.PrismaPromise<unknown>[]>(
    operations: Operations,
    options?: TransactionOptions,
  ): Promise<Unwrapped<Operations>>;
  $transaction<Result>(
    work: (transaction: TenantTransaction) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
};

/**
 * The applications' client: every model of Prisma's, none of its raw SQL. Relations cannot be
 * chained onto a query (`user.findUnique(…).sessions()`); use `include` or `select`.
 */
export type TenantClient = Models & Transactions & { readonly $kind: 'client' };

/** The client of one transaction. Its `$transaction` is a savepoint inside it. */
export type TenantTransaction = Models & Transactions & { readonly $kind: 'transaction' };
