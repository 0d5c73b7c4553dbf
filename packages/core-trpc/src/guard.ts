import type { PublicError } from '@freehold/core-contracts/errors';
import { AppError, httpStatusOf } from '@freehold/core-contracts/errors';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { maxBatchSize } from './client.ts';
import { requestHeader } from '@freehold/core-contracts/headers';
import type { RateLimit } from './rate-limits.ts';

/** Largest request body. */
export const maxBodyBytes = 256 * 1024;

function refuse(error: AppError, headers: Record<string, string> = {}): Response {
  const body: PublicError = { kind: error.kind, code: error.code, params: { ...error.params } };
  return Response.json(
    { error: body },
    { status: httpStatusOf[error.kind], headers: { 'cache-control': 'no-store', ...headers } },
  );
}

/**
 * Refuses what a foreign page could send: a browser's request must carry our own header, which
 * needs a preflight that nobody answers, and an Origin we serve. A service sends a token instead.
 */
export function originGuard(allowedOrigins: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.header('authorization') !== undefined && c.req.header('cookie') === undefined)
      return next();
    const origin = c.req.header('origin');
    if (origin !== undefined && !allowedOrigins.has(origin)) {
      return refuse(new AppError('FORBIDDEN', 'request.origin_refused'));
    }
    const site = c.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      return refuse(new AppError('FORBIDDEN', 'request.origin_refused'));
    }
    if (c.req.header(requestHeader) !== '1')
      return refuse(new AppError('FORBIDDEN', 'request.header_missing'));
    return next();
  };
}

/** Bounds a request: the bytes of its body and the calls of its batch. */
export function sizeGuard(): MiddlewareHandler[] {
  return [
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: () =>
        Response.json(
          {
            error: {
              kind: 'LIMIT_EXCEEDED',
              code: 'request.too_large',
              params: { maximumBytes: maxBodyBytes },
            },
          },
          { status: 413 },
        ),
    }),
    async (c, next) => {
      const calls = c.req.path.split('/').at(-1)?.split(/,|%2c/iu).length ?? 1;
      if (calls > maxBatchSize)
        return refuse(
          new AppError('INVALID', 'request.batch_too_large', { maximum: maxBatchSize }),
        );
      return next();
    },
  ];
}

/** At most `perMinute` requests of one network; past that 429 with Retry-After (RFC 9110 section 10.2.3). */
export function rateGuard(limit: RateLimit, perMinute: number) {
  return async (network: string, next: () => Promise<void>): Promise<Response | void> => {
    const use = await limit.take(network, perMinute);
    if (use.isTaken) return next();
    const retryAfterSeconds = Math.max(1, Math.ceil(use.resetMs / 1000));
    return refuse(new AppError('LIMIT_EXCEEDED', 'rate.limited', { retryAfterSeconds }), {
      'retry-after': String(retryAfterSeconds),
    });
  };
}
