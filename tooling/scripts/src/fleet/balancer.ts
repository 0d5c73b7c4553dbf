/*
 * Stands before several processes of one service and gives each request to the next in turn. A
 * request is sent to another process where the first did not get it, or where sending it twice does
 * no harm; every other one that breaks is answered with 502, because it may have been done.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Backend, Backends } from './backends.ts';
import { endToEnd, exchange, ExchangeError, isRepeatable } from './exchange.ts';

const MAX_BODY_BYTES = 1024 * 1024;

export type Balancer = { port: number; close: () => Promise<void> };

type BalancerOptions = {
  /** 0 takes a free port. */
  port: number;
  backends: Backends;
};

const refusals = {
  tooLarge: { status: 413, kind: 'INVALID', code: 'request.too_large' },
  broken: { status: 502, kind: 'UNAVAILABLE', code: 'upstream.broken' },
  away: { status: 503, kind: 'UNAVAILABLE', code: 'upstream.unavailable' },
  late: { status: 504, kind: 'UNAVAILABLE', code: 'upstream.timeout' },
} as const;

function refuse(response: ServerResponse, reason: keyof typeof refusals): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, kind, code } = refusals[reason];
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  response.writeHead(status, reason === 'away' ? { ...headers, 'retry-after': '2' } : headers);
  response.end(JSON.stringify({ error: { kind, code, params: {} } }));
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function pass(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
  // Headers first: an event stream may not say anything for a while.
  response.flushHeaders();
  await pipeline(answer, response).catch(() => response.destroy());
}

async function handle(
  backends: Backends,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const body = await readBody(incoming);
  if (body === null) return refuse(response, 'tooLarge');
  const tried = new Set<Backend>();
  for (;;) {
    const backend = backends.choose(tried);
    if (backend === undefined) return refuse(response, 'away');
    tried.add(backend);
    try {
      return await pass(await exchange({ backend, incoming, body, signal: gone.signal }), response);
    } catch (error) {
      if (gone.signal.aborted || !(error instanceof ExchangeError))
        return refuse(response, 'broken');
      if (error.isLate) return refuse(response, 'late');
      backends.lose(backend);
      if (error.isReached && !isRepeatable(incoming)) return refuse(response, 'broken');
    }
  }
}

/** Listens on loopback. Throws what listening threw. */
export async function startBalancer({ port, backends }: BalancerOptions): Promise<Balancer> {
  const server = createServer((incoming, response) => {
    handle(backends, incoming, response).catch(() => refuse(response, 'broken'));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      backends.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
