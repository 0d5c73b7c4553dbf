import { createDatabase, type Database } from '@freehold/core-db';
import { expect, vi } from 'vitest';
import { createCache, type Cache, type CacheOptions } from './cache.ts';
import { createDatabaseBus } from './database-bus.ts';
import { dropOnWrite } from './drop-on-write.ts';

export interface CachedProcess {
  readonly database: Database;
  readonly cache: Cache;
  /** What was asked of the database, as `Model.action`. */
  readonly operations: string[];
  readonly close: () => Promise<void>;
}

/** A process of its own: its memory, its pool, and unless it is deaf its ear for the others' drops. */
export async function openCachedProcess(
  url: string,
  options: Pick<CacheOptions, 'shared' | 'now'> & { readonly isDeaf?: boolean } = {},
): Promise<CachedProcess> {
  const { isDeaf = false, ...cacheOptions } = options;
  const warn = () => undefined;
  const bus = createDatabaseBus({ listenUrl: url, logger: { info: warn, warn, error: warn } });
  const cache = createCache({ ...cacheOptions, ...(isDeaf ? {} : { bus }) });
  const operations: string[] = [];
  const database = await createDatabase({
    url,
    onOperation: ({ model, action }) => operations.push(`${model}.${action}`),
    onWrite: (event) => dropOnWrite(cache, event),
  });
  bus.start(database);
  await vi.waitFor(() => expect(bus.isListening).toBe(true), { timeout: 10_000 });
  const close = async () => {
    await bus.close();
    await database.close();
  };
  return { database, cache, operations, close };
}
