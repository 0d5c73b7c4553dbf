import { listen, type Database, type Listener } from '@freehold/core-db';
import type { ServiceLogger } from '../service-logger.ts';
import type { CacheBus } from './cache.ts';

const channel = 'freehold_cache';
const coalesceMs = 5;
const mostUnsent = 10_000;
// A notice carries 7,999 bytes at most, a group 161.
const groupsPerNotice = 40;

/**
 * Tells processes what to drop through the database itself, where there is no Redis. Notices go out
 * after the commit and together, since one inside a transaction would serialise commits.
 */
export function createDatabaseBus(options: {
  /** Reaches the server itself; without it nothing is heard, and so nothing is kept. */
  readonly listenUrl: string | undefined;
  readonly logger: ServiceLogger;
}): CacheBus & { start(database: Pick<Database, 'notify'>): void; close(): Promise<void> } {
  const unsent = new Set<string>();
  const state: {
    isListening: boolean;
    timer: NodeJS.Timeout | undefined;
    listener: Listener | undefined;
    database: Pick<Database, 'notify'> | undefined;
  } = { isListening: false, timer: undefined, listener: undefined, database: undefined };
  const listeners: ((group: string | null) => void)[] = [];
  const tell = (group: string | null) => listeners.forEach((told) => told(group));

  async function flush(): Promise<void> {
    state.timer = undefined;
    const groups = [...unsent];
    unsent.clear();
    try {
      for (let at = 0; at < groups.length; at += groupsPerNotice) {
        await state.database?.notify(channel, groups.slice(at, at + groupsPerNotice).join('\n'));
      }
    } catch (err) {
      options.logger.warn({ err }, 'Other processes were not told what to drop; trying again');
      for (const group of groups.slice(0, mostUnsent)) unsent.add(group);
      schedule(1_000);
    }
  }
  function schedule(delayMs: number): void {
    state.timer ??= setTimeout(flush, delayMs).unref();
  }

  return {
    get isListening() {
      return state.isListening;
    },
    onDrop: (told) => void listeners.push(told),
    publish(group) {
      unsent.add(group);
      schedule(coalesceMs);
    },
    start(database) {
      state.database = database;
      if (options.listenUrl === undefined) return;
      state.listener = listen({
        url: options.listenUrl,
        channels: [channel],
        onNotify: (_channel, text) => text.split('\n').forEach((group) => tell(group)),
        onListening: () => {
          tell(null);
          state.isListening = true;
        },
        onError: () => {
          state.isListening = false;
          tell(null);
        },
      });
    },
    async close() {
      clearTimeout(state.timer);
      if (unsent.size > 0) await flush();
      clearTimeout(state.timer);
      await state.listener?.close();
    },
  };
}
