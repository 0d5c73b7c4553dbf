import type { Database } from '@freehold/core-db';
import type { Logger, Metrics } from '@freehold/core-observability';
import type { Cache } from '@freehold/core-services/cache/cache';
import type { PublicAddresses, RelyingParty, WakeTopic } from '@freehold/core-services/context';
import { createKeyring, type EncryptionKey } from '@freehold/core-services/keyring';
import { createLiveNotifications } from '@freehold/core-services/notifications/live-notifications';
import { createTenantDirectory } from '@freehold/core-services/tenants/tenant-directory';
import type { Platform } from './context.ts';
import { createServiceTokens } from './service-tokens.ts';

export interface PlatformOptions {
  readonly service: string;
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** In front of hot reads; without it only tenants are kept, by this process alone. */
  readonly cache?: Cache | undefined;
  readonly encryptionKeys: readonly EncryptionKey[];
  readonly digestKey: Uint8Array;
  readonly serviceTokenKey: Uint8Array;
  readonly isDevelopment: boolean;
  readonly addresses: PublicAddresses;
  /** Where people sign in; without it there are no passkeys. */
  readonly relyingParty?: RelyingParty | undefined;
}

/** What the procedures of one process stand on. */
export function createPlatform(options: PlatformOptions): Platform {
  const { service, database, logger, metrics } = options;
  const db = database.client;
  const clock = () => new Date();
  return {
    db,
    live: createLiveNotifications({ db, clock, logger, cache: options.cache }),
    keyring: createKeyring(options),
    cache: options.cache,
    tenants: createTenantDirectory(db, options.cache),
    serviceTokens: createServiceTokens({ service, key: options.serviceTokenKey }),
    clock,
    logger,
    isDevelopment: options.isDevelopment,
    addresses: options.addresses,
    relyingParty: options.relyingParty,
    wake: createWake(database, logger),
    onCall: ({ path, kind, durationMs, code }) => {
      metrics.observeRpc({ path, type: kind, outcome: code === 'OK' ? 'ok' : code, durationMs });
    },
  };
}

const coalesceMs = 5;

// A notice inside a transaction would serialise commits: it goes out afterwards, one for all that
// committed within a few milliseconds.
function createWake(database: Database, logger: Logger): (topic: WakeTopic) => void {
  const due = new Set<WakeTopic>();
  return (topic) => {
    if (due.has(topic)) return;
    due.add(topic);
    setTimeout(() => {
      due.delete(topic);
      database.notify(`freehold_${topic}`).catch((err: unknown) => {
        logger.warn({ err, topic }, 'The worker was not woken; it will poll');
      });
    }, coalesceMs).unref();
  };
}
