/*
 * One cache in front of hot reads. Every key is led by its tenant; a group is all keys of one name
 * in one tenant, and is dropped as a whole. What a process could not be told to drop it does not
 * keep: while the bus is away every read goes to its loader, still one per key at a time.
 */
import { AppError } from '@freehold/core-contracts/errors';
import type { ServiceLogger } from '../service-logger.ts';
import { decode, encode } from './encoding.ts';
import { MemoryStore } from './memory-store.ts';

export const standardTtlMs = 5 * 60_000;
export const longestTtlMs = 30 * 60_000;

export interface CacheKey {
  /** The tenant's id; only where tenants are looked up, its slug. */
  readonly tenant: string;
  /** What is kept, e.g. `overview`. */
  readonly name: string;
  /** Which of them. */
  readonly id: string;
  /** 5 minutes unless said otherwise. */
  readonly ttlMs?: number;
  /** Kept in this process alone, never where processes share. */
  readonly isLocal?: boolean;
}

export interface Cache {
  /** The kept value, or what `load` gives; callers of one key at one time share one load. */
  read<T>(key: CacheKey, load: () => Promise<T>): Promise<T>;
  /** Drops a group here at once, and tells every other process. */
  drop(tenant: string, name: string): void;
  /** Called after a drop by any process; without names where something may have been missed. */
  onDrop(listener: (tenant: string | null, name: string | null) => void): void;
}

/** How processes tell each other what to drop. */
export interface CacheBus {
  /** Never throws; what could not be sent is sent later. */
  publish(group: string): void;
  /** Whether a drop by another process would be heard right now. */
  readonly isListening: boolean;
  /** `group` null: something may have been missed. */
  onDrop(listener: (group: string | null) => void): void;
}

/** A level that processes have in common. `find` gives a ticket; a value is good while its group's ticket stands. */
export interface SharedStore {
  find(group: string, key: string): Promise<{ text: string | null; ticket: string } | null>;
  save(key: string, entry: { text: string; ticket: string; ttlMs: number }): Promise<void>;
}

export interface CacheOptions {
  readonly bus?: CacheBus;
  readonly shared?: SharedStore;
  readonly logger?: ServiceLogger;
  readonly onRead?: (read: { cache: string; outcome: 'hit' | 'miss' | 'error' }) => void;
  readonly now?: () => number;
}

interface Flight {
  readonly value: Promise<unknown>;
  isStale: boolean;
}

/** Without a bus it is one process's own memory. */
export function createCache(options: CacheOptions = {}): Cache {
  const { bus, shared, now = Date.now } = options;
  const memory = new MemoryStore(now);
  const flights = new Map<string, Map<string, Flight>>();
  const listeners: ((tenant: string | null, name: string | null) => void)[] = [];

  function forget(group: string | null): void {
    memory.drop(group);
    for (const [name, inGroup] of flights) {
      if (group !== null && name !== group) continue;
      for (const flight of inGroup.values()) flight.isStale = true;
      flights.delete(name);
    }
    const [tenant = null, dropped = null] = group === null ? [] : group.split(':');
    for (const listener of listeners) listener(tenant, dropped);
  }
  bus?.onDrop(forget);

  async function load<T>(key: CacheKey, flight: () => Flight, loader: () => Promise<T>) {
    const group = groupOf(key);
    const text = `${group}:${key.id}`;
    const ttlMs = key.ttlMs ?? standardTtlMs;
    const canKeep = () => !flight().isStale && (bus === undefined || bus.isListening);
    const found = key.isLocal === true ? null : ((await shared?.find(group, text)) ?? null);
    if (found !== null && found.text !== null && !flight().isStale) {
      options.onRead?.({ cache: key.name, outcome: 'hit' });
      if (canKeep()) memory.save(group, text, { text: found.text, until: now() + ttlMs });
      return decode(found.text);
    }
    options.onRead?.({ cache: key.name, outcome: 'miss' });
    const value = await loader();
    const encoded = encode(value);
    if (canKeep()) memory.save(group, text, { text: encoded, until: now() + ttlMs });
    if (found !== null) await shared?.save(text, { text: encoded, ticket: found.ticket, ttlMs });
    return decode(encoded);
  }

  return {
    async read<T>(key: CacheKey, loader: () => Promise<T>): Promise<T> {
      const group = groupOf(key);
      const kept = memory.find(group, `${group}:${key.id}`);
      if (kept !== null) {
        options.onRead?.({ cache: key.name, outcome: 'hit' });
        return decode(kept) as T;
      }
      let inGroup = flights.get(group);
      if (!inGroup) flights.set(group, (inGroup = new Map<string, Flight>()));
      const under = inGroup.get(key.id);
      // Each caller gets a copy of its own.
      if (under) return structuredClone(await under.value) as T;
      const flight: { -readonly [Name in keyof Flight]: Flight[Name] } = {
        value: Promise.resolve(),
        isStale: false,
      };
      flight.value = load(key, () => flight, loader);
      inGroup.set(key.id, flight);
      const mine = inGroup;
      try {
        return structuredClone(await flight.value) as T;
      } finally {
        if (mine.get(key.id) === flight) mine.delete(key.id);
        if (mine.size === 0 && flights.get(group) === mine) flights.delete(group);
      }
    },
    drop(tenant, name) {
      const group = groupOf({ tenant, name, id: '-' });
      forget(group);
      bus?.publish(group);
    },
    onDrop: (listener) => void listeners.push(listener),
  };
}

const PART = /^[\w.@-]{1,120}$/u;

/** `tenant:name`. Throws INTERNAL `cache.key_malformed`: a colon in a part could reach another tenant's key. */
function groupOf({ tenant, name, id, ttlMs = 0 }: CacheKey): string {
  const isSound = [tenant, name, id].every((part) => PART.test(part)) && ttlMs <= longestTtlMs;
  if (!isSound) throw new AppError('INTERNAL', 'cache.key_malformed', { name });
  return `${tenant}:${name}`;
}
