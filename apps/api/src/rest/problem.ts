/* Errors as machines get them: application/problem+json, RFC 9457. */
import { httpStatusOf, type ErrorKind, type PublicError } from '@freehold/core-contracts/errors';

export const problemType = 'application/problem+json';

export interface Problem {
  /** Says what kind of problem it is; leads to its place in the readable document. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The request's id, as `x-request-id` and our logs call it. */
  readonly instance: string;
  /** Stable, for programs. */
  readonly code: string;
  readonly params: PublicError['params'];
  readonly fields?: PublicError['fields'];
}

/** What each kind of problem is called and means. */
export const problemKinds: Readonly<
  Record<ErrorKind, { readonly title: string; readonly detail: string }>
> = {
  INVALID: {
    title: 'The request is not right',
    detail: 'Something in the request was refused; `fields` says what, where a field is to blame.',
  },
  UNAUTHENTICATED: {
    title: 'A key is needed',
    detail: 'Send a key that works as `Authorization: Bearer fhk_…`.',
  },
  FORBIDDEN: {
    title: 'The key may not do this',
    detail: 'The key is right, but it lacks the scope, or its organization may not do this.',
  },
  NOT_FOUND: {
    title: 'There is no such thing',
    detail: 'Nothing of that name or id exists, or not for this key.',
  },
  CONFLICT: {
    title: 'This does not fit the present state',
    detail: 'What was asked for contradicts what is there now; `code` says how.',
  },
  PRECONDITION_FAILED: {
    title: 'Somebody was faster',
    detail: 'The version that was sent is not the newest: read again, then try again.',
  },
  LIMIT_EXCEEDED: {
    title: 'A limit is reached',
    detail: 'Where there is a Retry-After, it says when to try again.',
  },
  UNAVAILABLE: {
    title: 'Not possible at the moment',
    detail: 'Something that is needed does not answer; try again in a moment.',
  },
  INTERNAL: {
    title: 'Something failed on our side',
    detail: 'Nothing was changed. Tell whoever runs this service the instance.',
  },
};

/** Statuses that say more than the kind does. */
const statusOf: Readonly<Record<string, number>> = {
  'request.too_large': 413,
  'request.media_type': 415,
  'route.method_not_allowed': 405,
  'idempotency.reused': 422,
};

const details: Readonly<Record<string, string>> = {
  'apiKey.required': 'Send a key as `Authorization: Bearer fhk_…`.',
  'apiKey.invalid': 'The key is unknown, revoked or expired.',
  'apiKey.scope_missing': 'The key does not have the scope that this needs.',
  'rate.limited': 'Too many requests in this minute.',
  'idempotency.key_missing':
    'A POST needs an Idempotency-Key: text of your own, the same when you try again.',
  'idempotency.key_malformed':
    'An Idempotency-Key is 1 to 255 visible characters, with or without quotes.',
  'idempotency.reused': 'This Idempotency-Key was used for another request in the last 24 hours.',
  'idempotency.under_way':
    'A request with this Idempotency-Key is under way; try again in a moment.',
  'request.media_type': 'Send the body as application/json.',
  'request.malformed': 'The body is not a JSON object.',
  'request.too_large': 'The body is too large.',
  'route.unknown': 'There is no such address.',
  'route.method_not_allowed':
    'The address does not know this method; `Allow` lists those it knows.',
  'version.stale': 'The version that was sent is not the newest: read again, then try again.',
};

/** An error as a problem. */
export function toProblem(error: PublicError, requestId: string): Problem {
  const { kind, code, params, fields } = error;
  const { title, detail } = problemKinds[kind];
  return {
    type: `/v1/docs#problem-${kind.toLowerCase().replaceAll('_', '-')}`,
    title,
    status: statusOf[code] ?? httpStatusOf[kind],
    detail: details[code] ?? detail,
    instance: requestId,
    code,
    params,
    ...(fields === undefined ? {} : { fields }),
  };
}

/** The answer that carries a problem. */
export function problemResponse(
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': problemType, 'cache-control': 'no-store', ...headers },
  });
}
