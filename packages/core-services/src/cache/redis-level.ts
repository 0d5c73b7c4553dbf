import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { ServiceLogger } from '../context.ts';
import { longestTtlMs, type CacheBus, type SharedStore } from './cache.ts';

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
const mostUnsent = 10_000;
const ticketTtlMs = 2 * longestTtlMs;

const connection = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResubscribe: false,
  connectTimeout: 2_000,
  keepAlive: 10_000,
  retryStrategy: (times: number) => Math.min(times * 100, 2_000),
} as const;

/**
 * The level and the bus that processes share through Redis. A drop gives its group a new ticket, so
 * that a value whose load began before it is worthless, whenever it arrives. While Redis is away
 * nothing here waits or throws; drops are kept and sent before anything is read again.
 */
export function createRedisLevel(options: RedisLevelOptions): RedisLevel {
  const { url, logger, prefix = 'freehold' } = options;
  const commands = new Redis(url, { ...connection, commandTimeout: commandTimeoutMs });
  const listener = new Redis(url, connection);
  const channel = `${prefix}:drops`;
  const unsent = new Set<string>();
  const listeners: ((group: string | null) => void)[] = [];
  const state = { isListening: false, isWarned: false, isFlushing: false, isClosed: false };
  let awayUntil = 0;
  let isEverythingDropped = false;
  const tell = (group: string | null) => listeners.forEach((listen) => listen(group));
  const ticketKey = (group: string) => `${prefix}:ticket:${group}`;

  function lose(err: unknown): void {
    if (state.isClosed) return;
    awayUntil = Date.now() + awayMs;
    setTimeout(flush, awayMs).unref();
    if (state.isWarned) return;
    state.isWarned = true;
    logger.warn({ err: toSafe(err) }, 'Redis does not answer; reads go to the database meanwhile');
  }

  async function flush(): Promise<void> {
    if (state.isFlushing || state.isClosed || commands.status !== 'ready') return;
    state.isFlushing = true;
    try {
      await commands.ping();
      if (isEverythingDropped) await dropEverything();
      // Bounded: what is dropped meanwhile has its own turn.
      for (const group of [...unsent]) {
        await commands
          .multi()
          .set(ticketKey(group), randomUUID(), 'PX', ticketTtlMs)
          .publish(channel, group)
          .exec();
        unsent.delete(group);
      }
      if (state.isWarned) logger.info({}, 'Redis answers again');
      state.isWarned = false;
      awayUntil = 0;
    } catch (error) {
      lose(error);
    } finally {
      state.isFlushing = false;
    }
    if (unsent.size > 0 && awayUntil === 0) void flush();
  }

  /** Without its ticket no value is good: how the platform begins anew after too many drops to keep. */
  async function dropEverything(): Promise<void> {
    let cursor = '0';
    do {
      const [next, keys] = await commands.scan(cursor, 'MATCH', ticketKey('*'), 'COUNT', 1_000);
      if (keys.length > 0) await commands.unlink(...keys);
      cursor = next;
    } while (cursor !== '0');
    await commands.publish(channel, '');
    isEverythingDropped = false;
  }

  async function makeTicket(group: string): Promise<string> {
    await commands.set(ticketKey(group), randomUUID(), 'PX', ticketTtlMs, 'NX');
    return (await commands.get(ticketKey(group))) ?? randomUUID();
  }

  listener.on('message', (_channel, group) => tell(group === '' ? null : group));
  listener.on('ready', () => {
    listener.subscribe(channel).then(() => {
      tell(null);
      state.isListening = true;
    }, lose);
  });
  listener.on('close', () => {
    state.isListening = false;
    tell(null);
  });
  commands.on('ready', () => void flush());
  for (const redis of [commands, listener]) redis.on('error', lose);

  const isUsable = () =>
    commands.status === 'ready' &&
    state.isListening &&
    unsent.size === 0 &&
    !isEverythingDropped &&
    Date.now() >= awayUntil;
  return {
    isUsable,
    bus: {
      get isListening() {
        return state.isListening;
      },
      onDrop: (listen) => void listeners.push(listen),
      publish(group) {
        if (unsent.size < mostUnsent) unsent.add(group);
        else isEverythingDropped = true;
        void flush();
      },
    },
    shared: {
      async find(group, key) {
        if (!isUsable()) return null;
        try {
          const [kept, ticket] = await commands.mget(`${prefix}:${key}`, ticketKey(group));
          if (ticket === null || ticket === undefined) {
            return { text: null, ticket: await makeTicket(group) };
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
    },
    async close() {
      state.isClosed = true;
      listener.disconnect();
      commands.disconnect();
    },
  };
}

// A connection error may quote the address, and that a password.
function toSafe(err: unknown): { name: string; code: string | undefined } {
  const { name = 'Error', code } = (err ?? {}) as { name?: string; code?: string };
  return { name, code };
}
