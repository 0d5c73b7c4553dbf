import { AsyncLocalStorage } from 'node:async_hooks';

// Prisma tells its adapter the isolation level of a transaction and not how long it may take, so
// that travels to BEGIN beside it.
const storage = new AsyncLocalStorage<number>();

// A statement must be over before Prisma gives its transaction up, or what it did is decided late.
const STATEMENT_SHARE = 0.9;

/** Runs `begin` so that statements of the transaction it starts end before `timeoutMs` is over. */
export function withTransactionTimeout<T>(timeoutMs: number, begin: () => T): T {
  return storage.run(Math.max(1, Math.floor(timeoutMs * STATEMENT_SHARE)), begin);
}

/** Longest statement, in milliseconds, of the transaction that is being started. */
export function findStatementLimitMs(): number | undefined {
  return storage.getStore();
}
