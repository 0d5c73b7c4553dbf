import { Redis } from 'ioredis';
import type { ServiceLogger } from '../service-logger.ts';
import type { CacheBus, SharedStore } from './cache.ts';
import { channelOf, createRedisDrops, ticketKey, type RedisDrops } from './redis-drops.ts';

export interface RedisLevelOptions {
  readonly url: string;
  readonly logger: ServiceLogger;
  /** Leads every key and names the channel. */
  readonly prefix?: string;
}

export interface RedisLevel {
  readonly bus: CacheBus;
  readonly shared: SharedStore;
  readonly isUsable: () => boolean;
  readonly close: () => Promise<void>;
}

const commandTimeoutMs = 500;
const awayMs = 2_000;

const connection = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResubscribe: false,
  connectTimeout: 2_000,
  keepAlive: 10_000,
  retryStrategy: (times: number) => Math.min(times * 100, awayMs),
} as const;

/**
 * The level and the bus that processes share through Redis. A drop gives its group a new ticket, so
 * that a value whose load began before it is worthless, whenever it arrives. While Redis is away
 * nothing here waits or throws; drops are kept and sent before anything is read again.
 */
export function createRedisLevel(options: RedisLevelOptions): RedisLevel {
  const { url, logger, prefix = 'freehold' } = options;
  const commands = new Redis(url, { ...connection, commandTimeout: commandTimeoutMs });
  const drops = createRedisDrops(commands, prefix);
  const link = createLink(commands, drops, logger);
  const listener = createListener(new Redis(url, connection), prefix, link.lose);
  commands.on('ready', () => void link.send());
  commands.on('error', link.lose);
  const isUsable = () => link.isUp() && listener.isListening() && drops.isSent;
  return {
    isUsable,
    bus: {
      get isListening() {
        return listener.isListening();
      },
      onDrop: listener.onDrop,
      publish(group) {
        drops.add(group);
        void link.send();
      },
    },
    shared: createStore({ commands, drops, prefix, isUsable, lose: link.lose }),
    async close() {
      link.close();
      listener.close();
      commands.disconnect();
    },
  };
}

/** Whether Redis answers: said once when it stops and once when it is back. */
function createLink(commands: Redis, drops: RedisDrops, logger: ServiceLogger) {
  const state = { awayUntil: 0, isWarned: false, isSending: false, isClosed: false };

  function lose(err: unknown): void {
    if (state.isClosed) return;
    state.awayUntil = Date.now() + awayMs;
    setTimeout(send, awayMs).unref();
    if (state.isWarned) return;
    state.isWarned = true;
    logger.warn({ err: toSafe(err) }, 'Redis does not answer; reads go to the database meanwhile');
  }

  async function send(): Promise<void> {
    if (state.isSending || state.isClosed || commands.status !== 'ready') return;
    state.isSending = true;
    try {
      await commands.ping();
      // Bounded by what the process itself drops; while it sends it does not read.
      while (!drops.isSent) await drops.flush();
      if (state.isWarned) logger.info({}, 'Redis answers again');
      state.isWarned = false;
      state.awayUntil = 0;
    } catch (error) {
      lose(error);
    } finally {
      state.isSending = false;
    }
  }

  return {
    lose,
    send,
    isUp: () => commands.status === 'ready' && Date.now() >= state.awayUntil,
    close: () => void (state.isClosed = true),
  };
}

/** Hears drops; tells of null whenever some may have been missed. */
function createListener(redis: Redis, prefix: string, lose: (err: unknown) => void) {
  const listeners: ((group: string | null) => void)[] = [];
  const tell = (group: string | null) => listeners.forEach((listen) => listen(group));
  let isListening = false;
  redis.on('message', (_channel, group) => tell(group === '' ? null : group));
  redis.on('ready', () => {
    redis.subscribe(channelOf(prefix)).then(() => {
      tell(null);
      isListening = true;
    }, lose);
  });
  redis.on('close', () => {
    isListening = false;
    tell(null);
  });
  redis.on('error', lose);
  return {
    isListening: () => isListening,
    onDrop: (listen: (group: string | null) => void) => void listeners.push(listen),
    close: () => redis.disconnect(),
  };
}

function createStore(level: {
  readonly commands: Redis;
  readonly drops: RedisDrops;
  readonly prefix: string;
  readonly isUsable: () => boolean;
  readonly lose: (err: unknown) => void;
}): SharedStore {
  const { commands, drops, prefix, isUsable, lose } = level;
  return {
    async find(group, key) {
      if (!isUsable()) return null;
      try {
        const [kept, ticket] = await commands.mget(`${prefix}:${key}`, ticketKey(prefix, group));
        if (ticket === null || ticket === undefined) {
          return { text: null, ticket: await drops.makeTicket(group) };
        }
        const isGood = kept?.startsWith(`${ticket}\n`) ?? false;
        return { ticket, text: isGood ? (kept?.slice(ticket.length + 1) ?? null) : null };
      } catch (error) {
        lose(error);
        return null;
      }
    },
    async save(key, { text, ticket, ttlMs }) {
      if (!isUsable()) return;
      await commands.set(`${prefix}:${key}`, `${ticket}\n${text}`, 'PX', ttlMs).catch(lose);
    },
  };
}

// A connection error may quote the address, and that a password.
function toSafe(err: unknown): { name: string; code: string | undefined } {
  const { name = 'Error', code } = (err ?? {}) as { name?: string; code?: string };
  return { name, code };
}
