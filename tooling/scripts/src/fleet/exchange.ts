import { Agent, request as send, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { repeatableHeader } from '@freehold/core-contracts/headers';
import type { Backend } from './backends.ts';

const FIRST_BYTE_LIMIT_MS = 30_000;
const REPEATABLE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade', 'proxy-connection'],
]);

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** What became of a request that got no answer. */
export class ExchangeError extends Error {
  override name = 'ExchangeError';
  /** Whether the process may have begun to work on it. */
  readonly isReached: boolean;
  readonly isLate: boolean;

  constructor({ isReached, isLate }: { isReached: boolean; isLate: boolean }, cause?: unknown) {
    super('no answer', { cause });
    this.isReached = isReached;
    this.isLate = isLate;
  }
}

/**
 * Whether a request may be sent to another process although the first may have worked on it: by its
 * method (RFC 9110 section 9.2.2), because our client says that it only reads, or because it
 * carries a key under which it is done once.
 */
export function isRepeatable({ method = '', headers }: IncomingMessage): boolean {
  if (REPEATABLE_METHODS.has(method)) return true;
  return headers[repeatableHeader] === '1' || headers['idempotency-key'] !== undefined;
}

/** Headers without those that belong to one connection. */
export function endToEnd(headers: IncomingMessage['headers']): OutgoingHttpHeaders {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/u);
  const kept = Object.entries(headers).filter(
    ([name]) => !HOP_BY_HOP.has(name) && !named.includes(name),
  );
  return Object.fromEntries(kept);
}

type Exchange = {
  backend: Backend;
  incoming: IncomingMessage;
  body: Buffer;
  /** Ends the exchange when the client has gone. */
  signal: AbortSignal;
};

function headersFor({ incoming, body }: Exchange): OutgoingHttpHeaders {
  const hops = [incoming.headers['x-forwarded-for'], incoming.socket.remoteAddress];
  return {
    ...endToEnd(incoming.headers),
    ...(body.byteLength > 0 && { 'content-length': body.byteLength }),
    'x-forwarded-for': hops.filter((hop) => hop !== undefined).join(', '),
  };
}

/** Sends a request to one process; resolves with the head of its answer. Throws `ExchangeError`. */
export function exchange(options: Exchange): Promise<IncomingMessage> {
  const { backend, incoming, body, signal } = options;
  const answer = Promise.withResolvers<IncomingMessage>();
  const upstream = send(new URL(incoming.url ?? '/', backend.origin), {
    method: incoming.method,
    headers: headersFor(options),
    // A kept connection may close under a request, and nobody knows then whether it was worked on.
    agent: isRepeatable(incoming) ? agent : false,
    signal,
  });
  let isReached = false;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    upstream.destroy(new Error('late'));
  }, FIRST_BYTE_LIMIT_MS);
  upstream.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', () => (isReached = true));
    else isReached = true;
  });
  upstream.once('close', () => clearTimeout(timer));
  upstream.once('response', (response) => {
    clearTimeout(timer);
    answer.resolve(response);
  });
  upstream.on('error', (cause) => answer.reject(new ExchangeError({ isReached, isLate }, cause)));
  upstream.end(body);
  return answer.promise;
}
