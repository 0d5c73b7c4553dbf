import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { longestTtlMs } from './cache.ts';

const mostUnsent = 10_000;
const ticketTtlMs = 2 * longestTtlMs;

export interface RedisDrops {
  add(group: string): void;
  /** Everything that was dropped is known to Redis. */
  readonly isSent: boolean;
  /** Sends what waits. Throws what Redis threw; what was not sent waits on. */
  flush(): Promise<void>;
  /** What stands for the group's values now, made where there is none: so an evicted one costs loads only. */
  makeTicket(group: string): Promise<string>;
}

export const ticketKey = (prefix: string, group: string) => `${prefix}:ticket:${group}`;
export const channelOf = (prefix: string) => `${prefix}:drops`;

/** Drops on their way to Redis. A drop is a new ticket for its group, and a message that says so. */
export function createRedisDrops(commands: Redis, prefix: string): RedisDrops {
  const unsent = new Set<string>();
  let isEverythingDropped = false;

  /** Without its ticket no value is good: how it begins anew after more drops than are kept. */
  async function dropEverything(): Promise<void> {
    let cursor = '0';
    do {
      const pattern = ticketKey(prefix, '*');
      const [next, keys] = await commands.scan(cursor, 'MATCH', pattern, 'COUNT', 1_000);
      if (keys.length > 0) await commands.unlink(...keys);
      cursor = next;
    } while (cursor !== '0');
    await commands.publish(channelOf(prefix), '');
    isEverythingDropped = false;
  }

  return {
    add(group) {
      if (unsent.size < mostUnsent) unsent.add(group);
      else isEverythingDropped = true;
    },
    get isSent() {
      return unsent.size === 0 && !isEverythingDropped;
    },
    async flush() {
      if (isEverythingDropped) await dropEverything();
      for (const group of [...unsent]) {
        // Taken off first: what is dropped again while this is under way is sent again.
        unsent.delete(group);
        try {
          await commands
            .multi()
            .set(ticketKey(prefix, group), randomUUID(), 'PX', ticketTtlMs)
            .publish(channelOf(prefix), group)
            .exec();
        } catch (error) {
          unsent.add(group);
          throw error;
        }
      }
    },
    async makeTicket(group) {
      const key = ticketKey(prefix, group);
      await commands.set(key, randomUUID(), 'PX', ticketTtlMs, 'NX');
      return (await commands.get(key)) ?? randomUUID();
    },
  };
}
