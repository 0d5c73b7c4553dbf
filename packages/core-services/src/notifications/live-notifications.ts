/*
 * Who watches their notifications, in this process. A write anywhere is heard through the cache's
 * bus; what it changed is then read once for everybody of that tenant who watches here, together
 * with whether their sessions still live. A heartbeat reads as well, for what was not heard and for
 * what only time ends.
 */
import type { NotificationSignal } from '@freehold/core-contracts/notifications';
import { withTenant, type TenantClient } from '@freehold/core-db';
import type { Cache } from '../cache/cache.ts';
import { keepsSessions } from '../cache/drop-on-write.ts';
import type { ServiceLogger } from '../service-logger.ts';
import { readLive } from './read-live.ts';
import { WatchGroups, watchLimits } from './watch-groups.ts';
import { createMailbox, type Watcher } from './watcher.ts';

export interface LiveOptions {
  readonly db: TenantClient;
  readonly clock: () => Date;
  readonly logger: ServiceLogger;
  readonly cache?: Cache | undefined;
  readonly limits?: Partial<typeof watchLimits>;
}

export interface WatchRequest {
  readonly tenantId: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly signal?: AbortSignal | undefined;
}

export interface LiveNotifications {
  /**
   * What is unread now, and again whenever it changes; ends with the session. Throws LIMIT_EXCEEDED
   * `notifications.too_many_streams`.
   */
  readonly watch: (request: WatchRequest) => AsyncGenerator<NotificationSignal, void>;
  readonly streams: number;
}

/** Streams of notifications over `cache`'s bus; without one the heartbeat alone reads. */
export function createLiveNotifications(options: LiveOptions): LiveNotifications {
  const groups = new WatchGroups({ ...watchLimits, ...options.limits }, read);

  async function read(tenantId: string, watchers: readonly Watcher[]): Promise<void> {
    try {
      await withTenant(tenantId, () => readLive(options, watchers));
    } catch (err) {
      options.logger.warn(
        { err, tenantId },
        'Notifications were not read; a heartbeat tries again',
      );
    }
  }

  options.cache?.onDrop((tenant, name) => {
    if (tenant === null) groups.pokeAll();
    else if (name === 'notifications' || keepsSessions(name)) groups.poke(tenant);
  });

  async function* watch({ tenantId, sessionId, userId, signal }: WatchRequest) {
    const mailbox = createMailbox();
    // Whether or not anybody still reads: its place is free at once.
    const end = () => {
      mailbox.close();
      groups.remove(tenantId, watcher);
    };
    const watcher: Watcher = { sessionId, userId, told: null, tell: mailbox.tell, end };
    groups.add(tenantId, watcher);
    signal?.addEventListener('abort', end);
    try {
      if (signal?.aborted === true) return;
      yield* mailbox.read();
    } finally {
      signal?.removeEventListener('abort', end);
      end();
    }
  }

  return {
    watch,
    get streams() {
      return groups.size;
    },
  };
}
