import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable, Transform } from 'node:stream';
import type { Logger } from '@freehold/core-observability';
import type { HttpBindings } from '@hono/node-server';

const DEFAULT_TIMEOUT_MS = 30_000;
const MAX_SOCKETS = 256;

const NOT_FORWARDED = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade', 'expect', 'forwarded', 'x-real-ip', 'proxy-connection'],
]);
const BODILESS = new Set([204, 205, 304]);
const DOWN = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

// Streams last as long as somebody looks at a page: they take no place from other calls.
const MAX_STREAMS = 10_000;

const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS });
const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS });
const httpStreams = new HttpAgent({ maxSockets: MAX_STREAMS });
const httpsStreams = new HttpsAgent({ maxSockets: MAX_STREAMS });

function agentFor(incoming: IncomingMessage, isHttps: boolean): HttpAgent {
  const isStream = incoming.headers.accept?.includes('text/event-stream') === true;
  if (isHttps) return isStream ? httpsStreams : httpsAgent;
  return isStream ? httpStreams : httpAgent;
}

export type ForwardOptions = HttpBindings & {
  target: URL;
  clientAddress: string;
  protocol: 'http' | 'https';
  requestId: string;
  maxBodyBytes: number;
  /** Longest wait for the first byte of an answer; streams may then last. */
  timeoutMs?: number;
  logger: Logger;
};

class BodyTooLarge extends Error {}
class UpstreamLate extends Error {}

function refusal(status: number, kind: string, code: string, message: string): Response {
  const headers = { 'cache-control': 'no-store', ...(status === 503 && { 'retry-after': '2' }) };
  return Response.json({ error: { kind, code, message } }, { status, headers });
}

function toRefusal(error: unknown): Response {
  if (error instanceof BodyTooLarge) {
    return refusal(413, 'invalid', 'request.too_large', 'The request is larger than allowed.');
  }
  if (error instanceof UpstreamLate) {
    return refusal(504, 'unavailable', 'upstream.timeout', 'The service took too long to answer.');
  }
  return DOWN.has((error as NodeJS.ErrnoException).code ?? '')
    ? refusal(503, 'unavailable', 'upstream.unavailable', 'The service is not reachable just now.')
    : refusal(502, 'unavailable', 'upstream.broken', 'The service broke off its answer.');
}

// The Host header stays the browser's, so that the upstream can compare it with the Origin.
function upstreamHeaders(options: ForwardOptions): Record<string, string | string[]> {
  const { incoming, clientAddress, protocol, requestId } = options;
  const listed = (incoming.headers.connection ?? '').toLowerCase().split(/\s*,\s*/);
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    const isOwn = name.startsWith('x-forwarded-') || NOT_FORWARDED.has(name);
    if (!isOwn && !listed.includes(name) && value !== undefined) kept[name] = value;
  }
  return {
    ...kept,
    'x-forwarded-for': clientAddress,
    'x-forwarded-proto': protocol,
    'x-forwarded-host': incoming.headers.host ?? '',
    'x-request-id': requestId,
  };
}

function pipeLimited(incoming: IncomingMessage, upstream: ClientRequest, maxBytes: number): void {
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      done(bytes > maxBytes ? new BodyTooLarge() : null, chunk);
    },
  });
  limit.on('error', (error) => upstream.destroy(error));
  incoming.pipe(limit).pipe(upstream);
}

function exchange(options: ForwardOptions): Promise<IncomingMessage> {
  const { incoming, outgoing, target, maxBodyBytes, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const answer = Promise.withResolvers<IncomingMessage>();
  const isHttps = target.protocol === 'https:';
  const upstream = (isHttps ? httpsRequest : httpRequest)(target, {
    method: incoming.method,
    headers: upstreamHeaders(options),
    agent: agentFor(incoming, isHttps),
  });
  const timer = setTimeout(() => upstream.destroy(new UpstreamLate()), timeoutMs);
  upstream.once('close', () => clearTimeout(timer));
  upstream.once('response', (response) => {
    clearTimeout(timer);
    answer.resolve(response);
  });
  upstream.on('error', answer.reject);
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) upstream.destroy();
  });
  pipeLimited(incoming, upstream, maxBodyBytes);
  return answer.promise;
}

function toResponse(answer: IncomingMessage, method: string | undefined): Response {
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    if (NOT_FORWARDED.has(name)) continue;
    for (const value of values ?? []) headers.append(name, value);
  }
  const status = answer.statusCode ?? 502;
  if (method === 'HEAD' || BODILESS.has(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, { status, headers });
}

/**
 * Sends the request on and streams the answer back. An upstream that is down answers 503, one
 * that breaks 502, one that is late 504, an oversized body 413, each as `{ error }` in JSON.
 */
export async function forward(options: ForwardOptions): Promise<Response> {
  const { incoming, target, maxBodyBytes, logger } = options;
  try {
    if (Number(incoming.headers['content-length'] ?? 0) > maxBodyBytes) throw new BodyTooLarge();
    return toResponse(await exchange(options), incoming.method);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) {
      logger.warn({ err: error, target: target.origin }, 'upstream');
    }
    return toRefusal(error);
  }
}
