import { createHash } from 'node:crypto';
import { AppError } from '@freehold/core-contracts/errors';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { fromJson, fromQuery } from './json-codec.ts';
import { hasBody, impliedFields, pathParameters, type RestRoute } from './rest-routes.ts';

export interface RawRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly pathValues: Readonly<Record<string, string>>;
  readonly contentType: string | null;
  readonly body: Buffer;
}

/** Fields of the input that the caller sent. Throws INVALID `request.media_type` and `request.malformed`. */
export function readFields(route: RestRoute, raw: RawRequest): Record<string, unknown> {
  const names = pathParameters(route.path);
  const sent = hasBody(route) ? readBody(raw) : readQuery(raw.query);
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  assertNothingMisplaced(Object.keys(sent), [...names, ...impliedFields]);
  for (const [name, value] of Object.entries(sent)) {
    const schema = Object.hasOwn(route.input.shape, name) ? route.input.shape[name] : undefined;
    // Names that the schema does not know go on to it, to be refused by it.
    if (schema === undefined) fields[name] = value;
    else if (hasBody(route)) fields[name] = fromJson(schema, value);
    // Values of a query are lists of text.
    else fields[name] = fromQuery(schema, value as readonly string[]);
  }
  for (const name of names) fields[name] = raw.pathValues[name];
  return fields;
}

const nothing = z.strictObject({});

/** What the path, the key or a header says may not be said in the query or the body too. */
function assertNothingMisplaced(sent: readonly string[], elsewhere: readonly string[]): void {
  const keys = sent.filter((name) => elsewhere.includes(name));
  if (keys.length === 0) return;
  const { error: cause } = nothing.safeParse(Object.fromEntries(keys.map((name) => [name, true])));
  throw new TRPCError({ code: 'BAD_REQUEST', cause });
}

function readQuery(query: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

function readBody({ contentType, body }: RawRequest): Record<string, unknown> {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? null;
  if (type !== 'application/json') throw new AppError('INVALID', 'request.media_type');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new AppError('INVALID', 'request.malformed', {}, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('INVALID', 'request.malformed');
  }
  return value as Record<string, unknown>;
}

/** SHA-256 of everything that makes a request what it is. */
export function digestOf({ method, target, body }: RawRequest): Uint8Array<ArrayBuffer> {
  const hash = createHash('sha256').update(`${method}\n${target}\n`, 'utf8').update(body);
  return new Uint8Array(hash.digest());
}

/** The value of an Idempotency-Key: a structured-field string, or the same without quotes. Throws INVALID `idempotency.key_malformed`. */
export function readIdempotencyKey(header: string | null): string | null {
  if (header === null) return null;
  const text = header.trim();
  const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,255})"$/u.exec(text)?.[1];
  const key =
    quoted?.replaceAll(/\\(["\\])/gu, '$1') ?? /^[\x21\x23-\x7e]{1,255}$/u.exec(text)?.[0];
  if (key === undefined) throw new AppError('INVALID', 'idempotency.key_malformed');
  return key;
}
