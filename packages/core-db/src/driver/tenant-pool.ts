/*
 * The tenant travels with the statement. Prisma's own pg adapter calls `query` for a statement
 * outside a transaction and `connect` for the connection of a transaction; this pool answers both.
 *
 * - `query` sends one message train: the tenant setting, the statement, one Sync. All of it is one
 *   implicit transaction and one round trip, and the setting is local to it.
 * - `connect` hands out a connection whose BEGIN carries the setting, local to that transaction.
 *
 * So a connection holds no tenant between two queries, whoever used it last, and a pooler in
 * transaction mode may give each train another server connection. When every connection is busy,
 * trains are written behind each other on the same one (pipelining); each still has its own Sync,
 * so an error in one undoes that one only. A connection is never shared with a transaction.
 */
import pg from 'pg';
import { findTenantId } from '../scope/tenant-scope.ts';
import type { QueryInput, QueryOutput } from './pg-internals.ts';
import type { PoolOptions } from './pool-options.ts';
import { toConnectError } from './driver-errors.ts';
import { TenantConnection } from './tenant-connection.ts';
import type { PooledConnection } from './tenant-connection.ts';
import { TransactionSettings } from './tenant-setting.ts';
import { TrainLine } from './train-line.ts';
import type { LineHost } from './train-line.ts';

/** Use of a pool at one moment, in connections, except `inFlight` and `waiting`, in requests. */
export type PoolUse = {
  total: number;
  idle: number;
  /** Queries and transactions that wait for a connection. */
  waiting: number;
  /** Queries sent and not answered yet. */
  inFlight: number;
  max: number;
};

type ConnectCallback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

const BasePool = pg.Pool as unknown as new (config: object) => Omit<
  pg.Pool,
  'query' | 'connect'
> & {
  connect(callback: ConnectCallback): void;
};

const QUIET_CHECK_MS = 10;

/** A pg pool for Prisma's pg adapter whose every statement carries the tenant of the current scope. */
export class TenantPool extends BasePool {
  readonly #setup: PoolOptions;
  readonly #line: TrainLine;
  #waitingTransactions = 0;
  readonly #transactions = new Set<PooledConnection>();

  constructor(connectionString: string, setup: PoolOptions, mode: { isDataOnly: boolean }) {
    const settings = new TransactionSettings(setup);
    super({
      connectionString,
      application_name: setup.applicationName,
      max: setup.max,
      min: setup.min,
      connectionTimeoutMillis: setup.waitLimitMs,
      idleTimeoutMillis: setup.idleLimitMs,
      keepAlive: true,
      Client: TenantConnection,
      setup: { options: setup, settings, isDataOnly: mode.isDataOnly },
      onConnect: (client: TenantConnection) => client.prepareSettings(),
    });
    this.#setup = setup;
    const host: LineHost = {
      checkOut: (use) => super.connect((error, client) => use(error, asPooled(client))),
      hasSpare: () => this.idleCount > 0 || this.totalCount < setup.max,
      isTransactionWaiting: () => this.#waitingTransactions > 0,
    };
    this.#line = new TrainLine(host, setup);
    // An idle connection that the server closes is taken out by pg; nobody needs to hear of it.
    this.on('error', () => {});
  }

  /** Sends a statement outside a transaction, with the tenant of the scope it is called in. */
  query(input: string | QueryInput): Promise<QueryOutput> {
    const config = typeof input === 'string' ? { text: input } : input;
    const tenantId = findTenantId();
    return new Promise((resolve, reject) => {
      this.#line.send(config, tenantId, (error, result) => {
        if (error) reject(error);
        else resolve(result as QueryOutput);
      });
    });
  }

  /** Takes a connection for a transaction; it is dropped on release unless it came to rest. */
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | void {
    const taken = this.#takeForTransaction();
    if (!callback) return taken;
    taken.then(
      (client) => callback(undefined, client, (reason) => client.release(Boolean(reason))),
      (error: Error) => callback(error, undefined, () => {}),
    );
  }

  get use(): PoolUse {
    let inFlight = this.#line.inFlight;
    for (const connection of this.#transactions) inFlight += connection.inFlight;
    return {
      total: this.totalCount,
      idle: this.idleCount + this.#line.restingCount,
      waiting: this.#line.waiting + this.#waitingTransactions,
      inFlight,
      max: this.#setup.max,
    };
  }

  /** Waits until nothing is in flight and no transaction is open, for `limitMs` at most. */
  async whenQuiet(limitMs: number): Promise<void> {
    const deadline = performance.now() + limitMs;
    const isBusy = () => {
      const { inFlight, waiting } = this.use;
      return inFlight > 0 || waiting > 0 || this.#transactions.size > 0;
    };
    while (isBusy() && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, QUIET_CHECK_MS));
    }
  }

  #takeForTransaction(): Promise<pg.PoolClient> {
    if (this.#waitingTransactions >= this.#setup.maxWaiting) {
      return Promise.reject(toConnectError(undefined));
    }
    this.#waitingTransactions += 1;
    this.#line.yieldToTransactions();
    return new Promise((resolve, reject) => {
      super.connect((error, client) => {
        this.#waitingTransactions -= 1;
        if (error || !client) return reject(toConnectError(error));
        const connection = asPooled(client) as PooledConnection;
        this.#transactions.add(connection);
        const release = connection.release.bind(connection);
        connection.release = (reason) => {
          this.#transactions.delete(connection);
          const isAtRest = connection.inFlight === 0 && connection.getTransactionStatus() === 'I';
          release(reason ?? !isAtRest);
        };
        resolve(client);
      });
    });
  }
}

function asPooled(client: pg.PoolClient | undefined): PooledConnection | undefined {
  // The pool makes its clients with the class it was given above.
  return client as unknown as PooledConnection | undefined;
}
