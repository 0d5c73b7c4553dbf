import { createPrivilegedDatabase } from '@freehold/core-db/privileged';
import type { Check, Logger, Metrics } from '@freehold/core-observability';
import { createUsageCounter } from '@freehold/core-services/usage/usage-counter';
import { openCachedDatabase } from '@freehold/core-trpc/cached-database';
import { createPlatform } from '@freehold/core-trpc/platform';
import { createRateLimits } from '@freehold/core-trpc/rate-limits';
import { checkDatabase, createServerApp } from '@freehold/core-trpc/server-app';
import { checkMigrations } from './platform/check-migrations.ts';
import { createDatabaseStatistics } from './platform/database-statistics.ts';
import { toRelyingParty } from './platform/relying-party.ts';
import type { Env } from './env.ts';
import { createFilesApp } from './files/files-app.ts';
import { createRestApp } from './rest/rest-app.ts';
import { createRestLimits } from './rest/rest-limits.ts';
import { createApiRouter } from './router.ts';

/** Wires the API together; `close` disconnects what it holds. */
export async function startApi(options: {
  readonly env: Env;
  readonly logger: Logger;
  readonly metrics: Metrics;
}) {
  const { env, logger, metrics } = options;
  const opened = await openCachedDatabase({ env, logger, metrics });
  const { database, cache } = opened;
  const privileged = await createPrivilegedDatabase({
    url: env.DATABASE_PRIVILEGED_URL,
    pool: { max: 2, min: 0 },
  });
  metrics.onCollect(() => metrics.setPoolUse({ pool: 'app', ...database.poolUse() }));
  const relyingParty = toRelyingParty(env.WEBAUTHN_RP_ID, env.ALLOWED_ORIGINS);
  if (relyingParty === undefined) {
    logger.warn(
      { domain: env.WEBAUTHN_RP_ID },
      'No passkeys: none of our pages is in their domain',
    );
  }
  const platform = createPlatform({
    service: 'api',
    database,
    logger,
    metrics,
    cache,
    encryptionKeys: env.ENCRYPTION_KEYS,
    digestKey: env.DIGEST_KEY,
    serviceTokenKey: env.SERVICE_TOKEN_KEY,
    isDevelopment: env.NODE_ENV !== 'production',
    addresses: { portal: env.PORTAL_URL, console: env.CONSOLE_URL },
    relyingParty,
  });
  const readiness = async (): Promise<Check[]> => [
    await checkDatabase(database),
    await checkMigrations(privileged.client),
  ];
  const rateLimits = createRateLimits({ redisUrl: env.REDIS_URL, logger, metrics });
  const router = createApiRouter({ statistics: createDatabaseStatistics(privileged.client) });
  const usage = createUsageCounter({ db: platform.db, clock: platform.clock, logger });
  const app = createServerApp({
    router,
    platform,
    logger,
    metrics,
    readiness,
    allowedOrigins: env.ALLOWED_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE,
    rateLimits,
  });
  app.route('/files', createFilesApp({ platform }));
  app.route(
    '/v1',
    createRestApp({ router, platform, limits: createRestLimits(rateLimits), usage }),
  );
  const close = async (): Promise<void> => {
    rateLimits.close();
    await usage.close().catch((err: unknown) => logger.error({ err }, 'Usage was not written'));
    await Promise.all([opened.close(), privileged.close()]);
  };
  return { app, close };
}
