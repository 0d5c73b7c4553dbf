/*
 * Requests to addresses that somebody else chose. The name is resolved once, here; every address it
 * stands for must be public; the connection goes to exactly those addresses, so that a name that
 * answers otherwise a moment later changes nothing. Redirects are answers like any other and are not
 * followed. One deadline covers name, connection and answer; of the answer only the beginning is read.
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { checkUrl, hostOf, OutgoingRefusal } from './outgoing-rules.ts';
import { isPublicAddress } from './public-address.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export interface OutgoingOptions {
  /** Development: http as well as https, on every port. */
  readonly isHttpAllowed: boolean;
  /** Hosts that may stand for private addresses; for development and tests. */
  readonly allowedPrivateHosts: ReadonlySet<string>;
  readonly resolve?: (host: string) => Promise<readonly ResolvedAddress[]>;
}

export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** Bytes of the answer that are read at most. */
  readonly maxAnswerBytes: number;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The beginning, as UTF-8. */
  readonly body: string;
}

/** A request that was made, or begun, and got no answer; the message may be shown to the receiver. */
export class OutgoingFailure extends Error {
  override readonly name = 'OutgoingFailure';
}

export type SendOutgoing = (request: OutgoingRequest) => Promise<OutgoingAnswer>;

const resolveWithSystem = (host: string): Promise<ResolvedAddress[]> =>
  systemLookup(host, { all: true, verbatim: true });

/** Posts to addresses of others. Throws OutgoingRefusal where it does not and OutgoingFailure where nobody answered. */
export function createSendOutgoing(options: OutgoingOptions): SendOutgoing {
  return async function send(request) {
    const text = new URL(request.url);
    const isPrivateAllowed = options.allowedPrivateHosts.has(hostOf(text));
    const url = checkUrl(request.url, {
      isHttpAllowed: options.isHttpAllowed,
      isAnyHostAllowed: isPrivateAllowed,
    });
    const deadline = AbortSignal.timeout(request.timeoutMs);
    try {
      const addresses = await within(deadline, findAddresses(options, url, isPrivateAllowed));
      return await within(deadline, post(url, addresses, request, deadline));
    } catch (error) {
      if (error instanceof OutgoingRefusal) throw error;
      if (deadline.aborted) {
        const detail = `No answer within ${request.timeoutMs} ms`;
        throw new OutgoingFailure(detail, { cause: error });
      }
      throw new OutgoingFailure(describe(error), { cause: error });
    }
  };
}

async function findAddresses(
  { resolve = resolveWithSystem }: OutgoingOptions,
  url: URL,
  isPrivateAllowed: boolean,
): Promise<readonly ResolvedAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  const found = family === 0 ? await resolveName(resolve, host) : [{ address: host, family }];
  if (found.length === 0) throw new OutgoingRefusal('NAME_UNKNOWN');
  // One private answer among public ones is how a name is made to lead inside now and then.
  const isRefused = !isPrivateAllowed && found.some(({ address }) => !isPublicAddress(address));
  if (isRefused) throw new OutgoingRefusal('PRIVATE_ADDRESS');
  return found;
}

async function resolveName(
  resolve: NonNullable<OutgoingOptions['resolve']>,
  host: string,
): Promise<readonly ResolvedAddress[]> {
  try {
    return await resolve(host);
  } catch (cause) {
    throw new OutgoingRefusal('NAME_UNKNOWN', { cause });
  }
}

function post(
  url: URL,
  addresses: readonly ResolvedAddress[],
  { headers, body, maxAnswerBytes }: OutgoingRequest,
  signal: AbortSignal,
): Promise<OutgoingAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<OutgoingAnswer>();
  const bytes = Buffer.from(body, 'utf8');
  const settings: RequestOptions = {
    method: 'POST',
    // No connection is kept: one made for another name or an older answer must not be used again.
    agent: false,
    lookup: pinnedLookup(addresses),
    headers: { ...headers, 'content-length': String(bytes.length), 'accept-encoding': 'identity' },
    maxHeaderSize: 16 * 1024,
    signal,
  };
  const begin = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = begin(url, settings, (response) => {
    readBeginning(response, maxAnswerBytes).then(resolve, reject);
  });
  request.on('error', reject);
  request.end(bytes);
  return promise.finally(() => request.destroy());
}

/** Answers with what was checked, whatever the name stands for by now. */
function pinnedLookup(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (first === undefined) callback(new Error('No address'), '', 0);
    else if (all === true)
      callback(
        null,
        addresses.map((entry) => ({ ...entry })),
      );
    else callback(null, first.address, first.family);
  };
}

async function readBeginning(response: IncomingMessage, maxBytes: number): Promise<OutgoingAnswer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    // No encoding is set on the stream, so that its parts are bytes.
    const bytes = part as Buffer;
    parts.push(bytes);
    length += bytes.length;
    if (length >= maxBytes) break;
  }
  const body = Buffer.concat(parts).subarray(0, maxBytes).toString('utf8');
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers['retry-after'] ?? null,
    body,
  };
}

async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const late = Promise.withResolvers<never>();
  const onAbort = () => late.reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** What the receiver may know: the kind of failure, no address of ours. */
function describe(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  switch (code) {
    case 'ECONNREFUSED':
      return 'The connection was refused';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'The connection was broken off';
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'The host could not be reached';
    default:
      return typeof code === 'string' && /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/u.test(code)
        ? 'The certificate was not accepted'
        : 'The connection failed';
  }
}
