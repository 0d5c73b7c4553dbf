import { createDatabase, type Database, type PoolOptions } from '@freehold/core-db';
import type { Logger, Metrics } from '@freehold/core-observability';
import { createCache, type Cache } from '@freehold/core-services/cache/cache';
import { createDatabaseBus } from '@freehold/core-services/cache/database-bus';
import { dropOnWrite } from '@freehold/core-services/cache/drop-on-write';
import { createRedisLevel } from '@freehold/core-services/cache/redis-level';

export interface CachedDatabaseOptions {
  readonly env: {
    readonly DATABASE_APP_URL: string;
    readonly DATABASE_POOL_MAX: number;
    readonly DATABASE_POOLER: PoolOptions['pooler'];
    readonly DATABASE_LISTEN_URL?: string | undefined;
    readonly REDIS_URL?: string | undefined;
  };
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly applicationName?: string;
}

/** The application's database with the cache that its writes drop from. */
export async function openCachedDatabase(
  options: CachedDatabaseOptions,
): Promise<{ database: Database; cache: Cache; close: () => Promise<void> }> {
  const { env, logger, metrics, applicationName } = options;
  const level =
    env.REDIS_URL === undefined
      ? createMemoryLevel(options)
      : createSharedLevel(env.REDIS_URL, logger);
  const cache = createCache({ ...level.parts, onRead: metrics.countCacheRead });
  try {
    const database = await createDatabase({
      url: env.DATABASE_APP_URL,
      pool: {
        max: env.DATABASE_POOL_MAX,
        pooler: env.DATABASE_POOLER,
        ...(applicationName === undefined ? {} : { applicationName }),
      },
      onOperation: metrics.observeQuery,
      onWrite: (event) => dropOnWrite(cache, event),
    });
    level.start(database);
    const close = async (): Promise<void> => {
      await level.close();
      await database.close();
    };
    return { database, cache, close };
  } catch (error) {
    await level.close();
    throw error;
  }
}

function createSharedLevel(url: string, logger: Logger) {
  const { bus, shared, close } = createRedisLevel({ url, logger });
  return { parts: { bus, shared }, start: () => undefined, close };
}

function createMemoryLevel({ env, logger }: CachedDatabaseOptions) {
  const direct = env.DATABASE_POOLER === 'none' ? env.DATABASE_APP_URL : undefined;
  const bus = createDatabaseBus({ listenUrl: env.DATABASE_LISTEN_URL ?? direct, logger });
  return {
    parts: { bus },
    start: (database: Database) => bus.start(database),
    close: () => bus.close(),
  };
}
