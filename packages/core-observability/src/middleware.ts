import { requestIdHeader, tenantHeader } from '@freehold/core-contracts/headers';
import { createMiddleware } from 'hono/factory';
import { requestId as honoRequestId } from 'hono/request-id';
import { routePath } from 'hono/route';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** What the middleware of this package puts on the request context. */
export type ObservabilityEnv = { Variables: { requestId: string; logger: Logger } };

const QUIET_PATHS = new Set(['/healthz', '/readyz', '/metrics']);
const TENANT_SLUG = /^[a-z0-9-]{1,63}$/;

/** Takes a well-formed `x-request-id` of at most 64 characters or makes one, and returns it. */
export function requestId() {
  return honoRequestId({ limitLength: 64, headerName: requestIdHeader });
}

function levelOf(path: string, status: number): 'debug' | 'info' | 'warn' {
  if (status >= 500) return 'warn';
  return QUIET_PATHS.has(path) ? 'debug' : 'info';
}

/**
 * Puts a child logger with request id and tenant on the context, and writes one line and one
 * measurement per request. Paths are written without their query.
 */
export function accessLog({ logger, metrics }: { logger: Logger; metrics?: Metrics }) {
  return createMiddleware<ObservabilityEnv>(async (c, next) => {
    const tenant = c.req.header(tenantHeader);
    const child = logger.child({
      requestId: c.get('requestId'),
      ...(tenant !== undefined && TENANT_SLUG.test(tenant) && { tenant }),
    });
    c.set('logger', child);
    const startedMs = performance.now();
    await next();
    const durationMs = Math.round((performance.now() - startedMs) * 100) / 100;
    const { method, path } = c.req;
    const { status } = c.res;
    metrics?.observeHttp({ method, route: routePath(c, -1), status, durationMs });
    child[levelOf(path, status)]({ method, path, status, durationMs }, 'request');
  });
}
