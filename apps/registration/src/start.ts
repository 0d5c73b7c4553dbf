import type { Logger, Metrics } from '@freehold/core-observability';
import { openCachedDatabase } from '@freehold/core-trpc/cached-database';
import { createPlatform } from '@freehold/core-trpc/platform';
import { createRateLimits } from '@freehold/core-trpc/rate-limits';
import { createServerApp } from '@freehold/core-trpc/server-app';
import { apiAccountMaker } from './account-maker.ts';
import type { Env } from './env.ts';
import { checkReadiness } from './readiness.ts';
import { startResumption } from './resumption.ts';
import { createRouter } from './router.ts';

/** Wires the registration service together; `close` stops its loop and disconnects what it holds. */
export async function startRegistrationService(options: {
  readonly env: Env;
  readonly logger: Logger;
  readonly metrics: Metrics;
}) {
  const { env, logger, metrics } = options;
  const opened = await openCachedDatabase({ env, logger, metrics });
  const { database, cache } = opened;
  metrics.onCollect(() => metrics.setPoolUse({ pool: 'app', ...database.poolUse() }));
  const platform = createPlatform({
    service: 'registration',
    database,
    logger,
    metrics,
    cache,
    encryptionKeys: env.ENCRYPTION_KEYS,
    digestKey: env.DIGEST_KEY,
    serviceTokenKey: env.SERVICE_TOKEN_KEY,
    isDevelopment: env.NODE_ENV !== 'production',
    addresses: { portal: env.PORTAL_URL, console: env.CONSOLE_URL },
  });
  const accountsOf = apiAccountMaker({ apiUrl: env.API_URL, tokens: platform.serviceTokens });
  const rateLimits = createRateLimits({ redisUrl: env.REDIS_URL, logger, metrics });
  const app = createServerApp({
    router: createRouter(accountsOf),
    platform,
    logger,
    metrics,
    readiness: () => checkReadiness(database),
    allowedOrigins: env.ALLOWED_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE,
    rateLimits,
  });
  const resumption = startResumption({ platform, accountsOf, logger });
  const close = async (): Promise<void> => {
    rateLimits.close();
    await resumption.stop();
    await opened.close();
  };
  return { app, close };
}
