/* Words and pieces of the document that no procedure says. */
import { exampleOf } from './example.ts';
import { referenceTo } from './json-schema.ts';
import { problemKinds, problemType, toProblem } from '../problem.ts';
import type { PublicError } from '@freehold/core-contracts/errors';

export const info = {
  title: 'Freehold',
  version: '1',
  description: [
    'For machines of an organization. Every request carries a key; the key says the tenant and the organization.',
    'Instants are ISO 8601 in UTC, large whole numbers and amounts are text. New fields and new values may come: ignore what you do not know.',
    'Errors are problems (RFC 9457) with a stable `code`.',
  ].join('\n\n'),
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
} as const;

const text = { type: 'string' } as const;

export const headers = {
  RateLimit: {
    description: 'What is left of the minute that runs: `r` requests, `t` seconds until it ends.',
    schema: text,
    example: '"key";r=599;t=42',
  },
  'RateLimit-Policy': {
    description: 'What a key may do: `q` requests in `w` seconds.',
    schema: text,
    example: '"key";q=600;w=60',
  },
  'Retry-After': {
    description: 'Seconds to wait.',
    schema: { type: 'integer', minimum: 1 },
    example: 17,
  },
  Link: {
    description: 'Other pages (RFC 8288): `first`, `prev`, `next`, `last`.',
    schema: text,
    example: '</v1/members?page=2>; rel="next"',
  },
  'Idempotency-Replayed': {
    description: '`true` where the answer was given before.',
    schema: text,
    example: 'true',
  },
  'WWW-Authenticate': { schema: text, example: 'Bearer realm="freehold"' },
} as const;

interface Sample {
  readonly error: Omit<PublicError, 'params'> & { readonly params?: PublicError['params'] };
  readonly description: string;
  readonly headers?: readonly (keyof typeof headers)[];
}

/** Every answer that is a problem, by name. */
export function problemResponses(maxRefusedPerMinute: number): Record<string, unknown> {
  const samples: Readonly<Record<string, Sample>> = {
    Invalid: {
      description: problemKinds.INVALID.detail,
      error: {
        kind: 'INVALID',
        code: 'request.invalid',
        fields: [
          { path: 'limit', code: 'too_big', message: 'Too big: expected number to be <=100' },
        ],
      },
    },
    Unauthenticated: {
      description: problemKinds.UNAUTHENTICATED.detail,
      error: { kind: 'UNAUTHENTICATED', code: 'apiKey.invalid' },
      headers: ['WWW-Authenticate'],
    },
    Forbidden: {
      description: problemKinds.FORBIDDEN.detail,
      error: {
        kind: 'FORBIDDEN',
        code: 'apiKey.scope_missing',
        params: { scope: 'webhook.manage' },
      },
    },
    NotFound: {
      description: problemKinds.NOT_FOUND.detail,
      error: { kind: 'NOT_FOUND', code: 'entity.not_found', params: { entity: 'WebhookEndpoint' } },
    },
    Conflict: {
      description: `${problemKinds.CONFLICT.detail} \`idempotency.under_way\`: a request with this key is not finished.`,
      error: { kind: 'CONFLICT', code: 'idempotency.under_way' },
    },
    PreconditionFailed: {
      description: problemKinds.PRECONDITION_FAILED.detail,
      error: { kind: 'PRECONDITION_FAILED', code: 'version.stale', params: { currentVersion: 4 } },
    },
    TooLarge: {
      description: 'The body is larger than `maximumBytes`.',
      error: {
        kind: 'LIMIT_EXCEEDED',
        code: 'request.too_large',
        params: { maximumBytes: 262_144 },
      },
    },
    MediaType: {
      description: 'The body is no application/json.',
      error: { kind: 'INVALID', code: 'request.media_type' },
    },
    IdempotencyKeyReused: {
      description: 'The Idempotency-Key was used for another request in the last 24 hours.',
      error: { kind: 'INVALID', code: 'idempotency.reused' },
    },
    LimitExceeded: {
      description: `A limit is reached: of the key, of the tenant or of an organization. A network without a right key has ${maxRefusedPerMinute} tries in a minute.`,
      error: { kind: 'LIMIT_EXCEEDED', code: 'rate.limited', params: { retryAfterSeconds: 17 } },
      headers: ['Retry-After'],
    },
    Other: {
      description: 'Any other problem.',
      error: { kind: 'INTERNAL', code: 'internal' },
    },
  };
  return Object.fromEntries(
    Object.entries(samples).map(([name, sample]) => [name, toResponse(sample)]),
  );
}

function toResponse({ description, error, headers: names = [] }: Sample) {
  const requestId = String(exampleOf({ type: 'string', format: 'uuid' }, {}));
  return {
    description,
    ...(names.length === 0
      ? {}
      : {
          headers: Object.fromEntries(
            names.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
          ),
        }),
    content: {
      [problemType]: {
        schema: { $ref: referenceTo('Problem') },
        example: toProblem({ params: {}, ...error }, requestId),
      },
    },
  };
}
