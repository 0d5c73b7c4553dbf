import type { PublicError } from '@freehold/core-contracts/errors';
import type { Database } from '@freehold/core-db';
import {
  accessLog,
  clientAddress,
  healthRoutes,
  parseTrustedProxies,
  requestId,
  type Check,
  type Logger,
  type Metrics,
  type ObservabilityEnv,
} from '@freehold/core-observability';
import { networkOf } from '@freehold/core-services/onboarding/budget/network';
import type { HttpBindings } from '@hono/node-server';
import type { AnyTRPCRouter } from '@trpc/server';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Platform } from './context.ts';
import { originGuard, rateGuard, sizeGuard } from './guard.ts';
import { handleCall } from './handler.ts';
import type { RateLimits } from './rate-limits.ts';

export type ServerEnv = ObservabilityEnv & {
  Bindings: HttpBindings;
  Variables: ObservabilityEnv['Variables'] & { clientAddress: string | null };
};

export interface ServerAppOptions {
  readonly router: AnyTRPCRouter;
  readonly platform: Platform;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Check[]>;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly rateLimitPerMinute: number;
  readonly rateLimits: RateLimits;
}

const policyHeader = 'content-security-policy';

/** The HTTP side of a service: health, guards, and its procedures under `/trpc`. What is served under `/files` is behind the same guards. */
export function createServerApp(options: ServerAppOptions): Hono<ServerEnv> {
  const { logger, metrics, platform, router } = options;
  const trusted = parseTrustedProxies(options.trustedProxies);
  const app = new Hono<ServerEnv>();

  app.use(requestId());
  app.use(async (c, next) => {
    const remoteAddress = c.env?.incoming?.socket.remoteAddress;
    c.set(
      'clientAddress',
      remoteAddress === undefined
        ? null
        : clientAddress({ remoteAddress, forwardedFor: c.req.header('x-forwarded-for'), trusted }),
    );
    await next();
  });
  app.use(accessLog({ logger, metrics }));
  app.use(secureHeaders());
  app.use(async (c, next) => {
    await next();
    // A page that may show something says what itself.
    if (c.res.headers.has(policyHeader)) return;
    c.res.headers.set(policyHeader, "default-src 'none'; frame-ancestors 'none'");
  });
  app.route('/', healthRoutes({ readiness: options.readiness, metrics }));

  // One for all services: whoever calls two of them has no more than one who calls one.
  const calls = options.rateLimits.define({ name: 'calls', windowSeconds: 60 });
  const limit = rateGuard(calls, options.rateLimitPerMinute);
  for (const path of ['/trpc/*', '/files/*']) {
    app.use(path, async (c, next) => limit(networkOf(c.get('clientAddress')), next));
    app.use(path, originGuard(new Set(options.allowedOrigins)), ...sizeGuard());
  }
  app.all('/trpc/*', (c) =>
    handleCall({ router, platform, endpoint: '/trpc' }, c.req.raw, {
      id: c.get('requestId'),
      ip: c.get('clientAddress'),
    }),
  );

  app.notFound((c) =>
    c.json({ error: publicError('NOT_FOUND', 'route.unknown', c.get('requestId')) }, 404),
  );
  app.onError((err, c) => {
    logger.error({ err, requestId: c.get('requestId') }, 'A request failed');
    return c.json({ error: publicError('INTERNAL', 'internal', c.get('requestId')) }, 500);
  });
  return app;
}

function publicError(kind: PublicError['kind'], code: string, requestId: string): PublicError {
  return { kind, code, params: {}, requestId };
}

/** Whether the database answers. */
export async function checkDatabase(database: Database): Promise<Check> {
  try {
    await database.ping();
    return { name: 'database', isOk: true };
  } catch {
    return { name: 'database', isOk: false, detail: 'the database does not answer' };
  }
}
