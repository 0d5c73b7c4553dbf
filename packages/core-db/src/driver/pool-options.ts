import { AppError } from '@freehold/core-contracts/errors';

/** Settings of one pool; every time is in milliseconds. */
export type PoolOptions = {
  /** Most connections at once. */
  max: number;
  /** Connections kept open when idle. */
  min: number;
  /** Longest wait for a connection, the time to open one included. */
  waitLimitMs: number;
  /** Statements, and transactions, that may wait at once; one more is told at once that there is no room. */
  maxWaiting: number;
  /** How long a connection above the minimum stays open unused. */
  idleLimitMs: number;
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  idleInTransactionTimeoutMs: number;
  /** Queries outside a transaction that may be in flight on one connection. 1 turns pipelining off. */
  maxInFlightPerConnection: number;
  /** Statements kept prepared on one connection. 0 sends every statement unnamed. */
  maxPreparedStatements: number;
  /**
   * `transaction` behind a pooler in transaction mode (PgBouncer): time limits travel with each
   * transaction instead of the start-up message, which such a pooler refuses, and nothing is
   * prepared by name.
   */
  pooler: 'none' | 'transaction';
  applicationName: string;
};

const defaults: PoolOptions = {
  max: 10,
  min: 2,
  waitLimitMs: 30_000,
  maxWaiting: 5_000,
  idleLimitMs: 30_000,
  statementTimeoutMs: 10_000,
  lockTimeoutMs: 5_000,
  idleInTransactionTimeoutMs: 10_000,
  maxInFlightPerConnection: 8,
  maxPreparedStatements: 500,
  pooler: 'none',
  applicationName: 'freehold',
};

type PartialOptions = { [Name in keyof PoolOptions]?: PoolOptions[Name] | undefined };

/** Fills in the defaults and refuses what cannot work with INTERNAL `database.options_invalid`. */
export function toPoolOptions(given: PartialOptions = {}): PoolOptions {
  const chosen = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<PoolOptions>;
  const options = { ...defaults, ...chosen };
  if (options.pooler === 'transaction') options.maxPreparedStatements = 0;
  options.min = Math.min(options.min, options.max);
  assertWhole(options, 'max', 1);
  assertWhole(options, 'min', 0);
  assertWhole(options, 'waitLimitMs', 1);
  assertWhole(options, 'maxWaiting', 1);
  assertWhole(options, 'idleLimitMs', 1);
  assertWhole(options, 'statementTimeoutMs', 1);
  assertWhole(options, 'lockTimeoutMs', 1);
  assertWhole(options, 'idleInTransactionTimeoutMs', 1);
  assertWhole(options, 'maxInFlightPerConnection', 1);
  assertWhole(options, 'maxPreparedStatements', 0);
  return options;
}

function assertWhole(options: PoolOptions, name: keyof PoolOptions, least: number): void {
  const value = options[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return;
  throw new AppError('INTERNAL', 'database.options_invalid', { option: name });
}
