import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** Counts what a client asks of PostgreSQL: each Sync or simple query is one step. */
class StepCounter {
  #rest: Buffer = Buffer.alloc(0);
  #isStarted = false;

  take(chunk: Buffer): number {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    let steps = 0;
    for (;;) {
      // The first message has no letter in front of its length.
      const letter = this.#isStarted ? 1 : 0;
      if (this.#rest.length < letter + 4) return steps;
      const length = this.#rest.readInt32BE(letter) + letter;
      if (this.#rest.length < length) return steps;
      if (letter === 1 && 'SQ'.includes(String.fromCharCode(this.#rest[0] ?? 0))) steps += 1;
      this.#isStarted = true;
      this.#rest = this.#rest.subarray(length);
    }
  }
}

/**
 * Stands between a worker and its database, and cuts every connection after so many steps: the last
 * one was carried out, its answer never arrives. So what is left is what a worker leaves that died there.
 */
export class CutProxy {
  readonly #server = createServer((client) => this.#pass(client));
  readonly #upstream: URL;
  readonly #sockets = new Set<Socket>();
  #left = Number.POSITIVE_INFINITY;
  #isCut = false;

  private constructor(url: string) {
    this.#upstream = new URL(url);
  }

  /** For the server of a database's address. */
  static async open(url: string): Promise<CutProxy> {
    const proxy = new CutProxy(url);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** The same address by way of here. */
  through(url: string): string {
    const changed = new URL(url);
    changed.port = String((this.#server.address() as AddressInfo).port);
    return changed.toString();
  }

  cutAfter(steps: number): void {
    this.#left = steps;
    if (steps === 0) this.#cut();
  }

  heal(): void {
    this.#left = Number.POSITIVE_INFINITY;
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.#cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(client: Socket): void {
    if (this.#isCut) return void client.destroy();
    const server = connect(Number(this.#upstream.port), this.#upstream.hostname);
    const counter = new StepCounter();
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      this.#left -= counter.take(chunk);
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      if (this.#left <= 0) this.#cut();
      else client.write(chunk);
    });
  }

  #cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }
}
