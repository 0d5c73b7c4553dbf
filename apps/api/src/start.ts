import { createPrivilegedDatabase } from '@freehold/core-db/privileged';
import type { Check, Logger, Metrics } from '@freehold/core-observability';
import { openCachedDatabase } from '@freehold/core-trpc/cached-database';
import { createPlatform } from '@freehold/core-trpc/platform';
import { checkDatabase, createServerApp } from '@freehold/core-trpc/server-app';
import { checkMigrations } from './platform/check-migrations.ts';
import { createDatabaseStatistics } from './platform/database-statistics.ts';
import type { Env } from './env.ts';
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
  });
  const readiness = async (): Promise<Check[]> => [
    await checkDatabase(database),
    await checkMigrations(privileged.client),
  ];
  const app = createServerApp({
    router: createApiRouter({ statistics: createDatabaseStatistics(privileged.client) }),
    platform,
    logger,
    metrics,
    readiness,
    allowedOrigins: env.ALLOWED_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE,
  });
  const close = async (): Promise<void> => {
    await Promise.all([opened.close(), privileged.close()]);
  };
  return { app, close };
}
