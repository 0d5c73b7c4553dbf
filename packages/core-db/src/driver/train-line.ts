import type { QueryInput, QueryOutput } from './pg-internals.ts';
import type { PoolOptions } from './pool-options.ts';
import { toConnectError } from './driver-errors.ts';
import type { PooledConnection } from './tenant-connection.ts';

type Settle = (error: Error | undefined, result: QueryOutput | undefined) => void;

type Waiting = {
  input: QueryInput;
  tenantId: string | undefined;
  settle: Settle;
  timer: NodeJS.Timeout;
};

export type LineHost = {
  checkOut(use: (error: Error | undefined, connection: PooledConnection | undefined) => void): void;
  /** Whether a connection could be had at once. */
  hasSpare(): boolean;
  isTransactionWaiting(): boolean;
};

// A query written behind one that has been running for longer than this would wait for it.
const HEAD_AGE_LIMIT_MS = 50;

/** Spreads statements outside transactions over connections taken from the pool, several on each when all are busy. */
export class TrainLine {
  readonly #host: LineHost;
  readonly #options: PoolOptions;
  readonly #connections: PooledConnection[] = [];
  readonly #waiting = new Set<Waiting>();
  #requested = 0;

  constructor(host: LineHost, options: PoolOptions) {
    this.#host = host;
    this.#options = options;
  }

  get inFlight(): number {
    return this.#connections.reduce((sum, connection) => sum + connection.inFlight, 0);
  }

  get restingCount(): number {
    return this.#connections.filter((connection) => connection.inFlight === 0).length;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  send(input: QueryInput, tenantId: string | undefined, settle: Settle): void {
    const connection = this.#host.isTransactionWaiting() ? undefined : this.#pick();
    if (connection) return this.#run(connection, input, tenantId, settle);
    if (this.#waiting.size >= this.#options.maxWaiting) {
      return settle(toConnectError(undefined), undefined);
    }
    const item: Waiting = {
      input,
      tenantId,
      settle,
      timer: setTimeout(() => {
        this.#waiting.delete(item);
        settle(toConnectError(undefined), undefined);
      }, this.#options.waitLimitMs),
    };
    this.#waiting.add(item);
    this.#request();
  }

  /** Gives back what rests here, because a transaction needs a connection to itself. */
  yieldToTransactions(): void {
    for (const connection of this.#connections.slice()) this.#rest(connection);
  }

  #pick(): PooledConnection | undefined {
    let best: PooledConnection | undefined;
    for (const connection of this.#connections) {
      if (!connection.isUsable) continue;
      if (connection.inFlight === 0) return connection;
      if (!best || connection.inFlight < best.inFlight) best = connection;
    }
    if (!best || this.#waiting.size > 0 || this.#host.hasSpare()) return undefined;
    return this.#hasRoom(best) ? best : undefined;
  }

  #hasRoom(connection: PooledConnection): boolean {
    return (
      connection.isUsable &&
      connection.inFlight < this.#options.maxInFlightPerConnection &&
      connection.headAgeMs(performance.now()) < HEAD_AGE_LIMIT_MS
    );
  }

  #request(): void {
    while (
      this.#requested < this.#waiting.size &&
      this.#requested + this.#connections.length < this.#options.max
    ) {
      this.#requested += 1;
      this.#host.checkOut((error, connection) => {
        this.#requested -= 1;
        if (connection) this.#admit(connection);
        else this.#refuse(error);
      });
    }
  }

  #admit(connection: PooledConnection): void {
    this.#connections.push(connection);
    // Others on their way take their share of what waits; with the last one it is spread over all.
    if (this.#requested > 0) this.#feed(connection, 1);
    else this.#spread();
    this.#rest(connection);
  }

  #spread(): void {
    while (this.#waiting.size > 0) {
      const withRoom = this.#connections.filter((connection) => this.#hasRoom(connection));
      const [first, ...others] = withRoom;
      if (!first) return;
      const least = others.reduce((a, b) => (b.inFlight < a.inFlight ? b : a), first);
      this.#feed(least, 1);
    }
  }

  #refuse(error: Error | undefined): void {
    const [first] = this.#waiting;
    if (!first) return;
    this.#take(first);
    first.settle(toConnectError(error), undefined);
    this.#request();
  }

  #take(item: Waiting): void {
    clearTimeout(item.timer);
    this.#waiting.delete(item);
  }

  #feed(connection: PooledConnection, most: number): void {
    let fed = 0;
    for (const item of this.#waiting) {
      if (fed >= most || !this.#hasRoom(connection)) return;
      this.#take(item);
      this.#run(connection, item.input, item.tenantId, item.settle);
      fed += 1;
    }
  }

  #run(
    connection: PooledConnection,
    input: QueryInput,
    tenantId: string | undefined,
    settle: Settle,
  ): void {
    connection.sendAlone(input, tenantId, (error, result) => {
      if (!this.#host.isTransactionWaiting()) this.#feed(connection, Infinity);
      this.#rest(connection);
      settle(error, result);
    });
  }

  // Kept until the event loop comes round, so that a caller with one query after another does not
  // take and give back a connection for each.
  #rest(connection: PooledConnection): void {
    if (connection.inFlight > 0) return;
    if (!connection.isUsable || this.#host.isTransactionWaiting())
      return this.#giveBack(connection);
    setImmediate(() => {
      if (connection.inFlight === 0) this.#giveBack(connection);
    });
  }

  #giveBack(connection: PooledConnection): void {
    const index = this.#connections.indexOf(connection);
    if (index === -1) return;
    this.#connections.splice(index, 1);
    connection.release(!connection.isUsable || connection.getTransactionStatus() !== 'I');
    this.#request();
  }
}
