import { AppError } from '@freehold/core-contracts/errors';
import pg from 'pg';
import { toDriverError } from './driver-errors.ts';
import { PgQuery } from './pg-internals.ts';
import type { ClientInternals, QueryInput, QueryOutput } from './pg-internals.ts';
import type { PoolOptions } from './pool-options.ts';
import { StatementRegistry } from './statement-registry.ts';
import { toTimeLimits } from './tenant-setting.ts';
import type { TransactionSettings } from './tenant-setting.ts';
import { TrainQuery } from './train-query.ts';
import type { LeadingStatement } from './train-query.ts';
import { findTenantId } from '../scope/tenant-scope.ts';

export type ConnectionSetup = {
  readonly options: PoolOptions;
  readonly settings: TransactionSettings;
  /** Refuses statements other than SELECT, INSERT, UPDATE, DELETE and WITH. */
  readonly isDataOnly: boolean;
};

type Settle = (error: Error | undefined, result: QueryOutput | undefined) => void;

type Sending = { readonly leading: LeadingStatement | undefined; readonly isAlone: boolean };

const BaseClient = pg.Client as unknown as new (
  config: object,
) => Omit<pg.Client, 'query'> &
  ClientInternals & { query(input: unknown, ...rest: unknown[]): unknown };

// All that the application's role sends. Anything else could leave something behind on a session
// that the next tenant's statements run in.
const DATA_STATEMENT = /^\s*(select|insert|update|delete|with)\b/i;
const TRANSACTION_CONTROL = /^\s*(commit|rollback|savepoint|release|set transaction)\b/i;

export type PooledConnection = TenantConnection & { release(error?: Error | boolean): void };

/** A connection that knows how to send trains, and whose BEGIN carries the tenant of the scope. */
export class TenantConnection extends BaseClient {
  readonly #setup: ConnectionSetup;
  readonly #statements: StatementRegistry;
  #inFlight = 0;
  #headSince = 0;
  #isEnding = false;

  constructor(config: object & { setup: ConnectionSetup }) {
    super({ ...config, pipeline: true });
    this.#setup = config.setup;
    this.#statements = new StatementRegistry(config.setup.options.maxPreparedStatements);
    // A checked-out connection has no other listener, and an unheard 'error' ends the process. The
    // queries in flight are told by their callbacks.
    this.on('error', () => {});
  }

  /** Trains and statements sent whose answer is not complete. */
  get inFlight(): number {
    return this.#inFlight;
  }

  get isUsable(): boolean {
    return this._queryable && !this.#isEnding;
  }

  /** How long the oldest train in flight has been at the head of the line, in milliseconds. */
  headAgeMs(now: number): number {
    return this.#inFlight === 0 ? 0 : now - this.#headSince;
  }

  override getStartupConf(): Record<string, string> {
    const { options } = this.#setup;
    // The adapter reads and writes timestamps without an offset: any other zone stores wrong instants.
    const conf: Record<string, string> = { ...super.getStartupConf(), TimeZone: 'UTC' };
    if (options.pooler === 'none') Object.assign(conf, Object.fromEntries(toTimeLimits(options)));
    return conf;
  }

  /** Prepares what goes ahead of every statement; once, when the connection opens. */
  async prepareSettings(): Promise<void> {
    const preparation = this.#setup.settings.findPreparation();
    if (preparation) await super.query(preparation);
  }

  /** Sends one statement in a transaction of its own, with the tenant ahead of it. */
  sendAlone(input: QueryInput, tenantId: string | undefined, settle: Settle): void {
    this.#send(
      input,
      { leading: this.#setup.settings.toLeadingStatement(tenantId), isAlone: true },
      settle,
    );
  }

  /**
   * What Prisma's adapter calls on the connection of a transaction. Statements go as trains without
   * a leading one: BEGIN has said what holds for the length of the transaction.
   */
  override query(input: unknown, ...rest: unknown[]): unknown {
    if (input instanceof PgQuery) return super.query(input, ...rest);
    const config: QueryInput = typeof input === 'string' ? { text: input } : (input as QueryInput);
    const text = config.text.trim();
    if (/^begin$/i.test(text))
      return this.#sendSimple(this.#setup.settings.toBegin(findTenantId()));
    if (TRANSACTION_CONTROL.test(text)) return this.#sendSimple(text);
    return new Promise<QueryOutput | undefined>((resolve, reject) => {
      this.#send(config, { leading: undefined, isAlone: false }, (error, result) =>
        error ? reject(error) : resolve(result),
      );
    });
  }

  async #sendSimple(text: string): Promise<QueryOutput> {
    this.#enter();
    try {
      const result = (await super.query(text)) as QueryOutput | QueryOutput[];
      return Array.isArray(result) ? (result[0] as QueryOutput) : result;
    } catch (error) {
      throw toDriverError(error as Error);
    } finally {
      this.#leave();
    }
  }

  #send(input: QueryInput, how: Sending, settle: Settle): void {
    const isData = DATA_STATEMENT.test(input.text);
    if (!isData && this.#setup.isDataOnly) {
      return settle(new AppError('INTERNAL', 'database.statement_refused'), undefined);
    }
    const plan = isData
      ? this.#statements.plan(input.text)
      : { name: '', isParseNeeded: true, close: [] };
    this.#enter();
    const onDone: Settle = (error, result) => {
      // The server says so before it closes: in between the connection must not be given another query.
      if (isFatal(error)) this.#isEnding = true;
      this.#leave();
      const outcome = error ? (isPlanInvalid(error) ? 'invalidated' : 'failed') : 'succeeded';
      this.#statements.settle(plan, outcome);
      // The whole train was undone, so sending it again once, parsed anew, cannot do anything twice.
      if (outcome === 'invalidated' && how.isAlone && !plan.isParseNeeded && this.isUsable) {
        return this.#send(input, how, settle);
      }
      settle(error && toDriverError(error), result);
    };
    super.query(new TrainQuery({ leading: how.leading, plan, input, onDone }));
  }

  #enter(): void {
    if (this.#inFlight === 0) this.#headSince = performance.now();
    this.#inFlight += 1;
  }

  #leave(): void {
    this.#inFlight -= 1;
    if (this.#inFlight > 0) this.#headSince = performance.now();
  }
}

function isFatal(error: Error | undefined): boolean {
  const severity = (error as { severity?: string } | undefined)?.severity;
  return severity === 'FATAL' || severity === 'PANIC';
}

const PLAN_INVALID = new Set(['26000', '0A000', '42P05']);

function isPlanInvalid(error: Error): boolean {
  const { code, message } = error as Error & { code?: string };
  if (code === undefined || !PLAN_INVALID.has(code)) return false;
  return code !== '0A000' || message.includes('cached plan');
}
