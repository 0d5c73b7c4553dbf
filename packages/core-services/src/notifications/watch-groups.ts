import { AppError } from '@freehold/core-contracts/errors';
import type { Watcher } from './watcher.ts';

export const watchLimits = {
  /** Streams of one session: tabs that are looked at. */
  perSession: 6,
  /** Streams of this process. */
  inAll: 2_000,
  /** Writes within this time are read together. */
  coalesceMs: 250,
  heartbeatMs: 15_000,
};

interface Group {
  readonly watchers: Set<Watcher>;
  timer: NodeJS.Timeout | undefined;
  isReading: boolean;
  isDue: boolean;
}

/** Who watches here, by tenant. `read` is called for one tenant at a time, never twice at once. */
export class WatchGroups {
  readonly #limits: typeof watchLimits;
  readonly #read: (tenantId: string, watchers: readonly Watcher[]) => Promise<void>;
  readonly #groups = new Map<string, Group>();
  #size = 0;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(
    limits: typeof watchLimits,
    read: (tenantId: string, watchers: readonly Watcher[]) => Promise<void>,
  ) {
    this.#limits = limits;
    this.#read = read;
  }

  get size(): number {
    return this.#size;
  }

  /** Throws LIMIT_EXCEEDED `notifications.too_many_streams`. */
  add(tenantId: string, watcher: Watcher): void {
    const group = this.#groups.get(tenantId) ?? {
      watchers: new Set(),
      timer: undefined,
      isReading: false,
      isDue: false,
    };
    const ofSession = [...group.watchers].filter((one) => one.sessionId === watcher.sessionId);
    if (this.#size >= this.#limits.inAll || ofSession.length >= this.#limits.perSession) {
      throw new AppError('LIMIT_EXCEEDED', 'notifications.too_many_streams');
    }
    this.#groups.set(tenantId, group);
    group.watchers.add(watcher);
    this.#size += 1;
    this.#heartbeat ??= setInterval(() => this.pokeAll(), this.#limits.heartbeatMs).unref();
    this.poke(tenantId, 0);
  }

  remove(tenantId: string, watcher: Watcher): void {
    const group = this.#groups.get(tenantId);
    if (group?.watchers.delete(watcher) !== true) return;
    this.#size -= 1;
    if (group.watchers.size > 0) return;
    clearTimeout(group.timer);
    this.#groups.delete(tenantId);
    if (this.#groups.size > 0) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }

  /** Has a tenant's watchers read for, with whatever else happens until then. */
  poke(tenantId: string, delayMs = this.#limits.coalesceMs): void {
    const group = this.#groups.get(tenantId);
    if (group === undefined || group.timer !== undefined) return;
    group.timer = setTimeout(() => void this.#run(tenantId, group), delayMs).unref();
  }

  pokeAll(): void {
    for (const tenantId of this.#groups.keys()) this.poke(tenantId, 0);
  }

  async #run(tenantId: string, group: Group): Promise<void> {
    group.timer = undefined;
    if (group.isReading) {
      group.isDue = true;
      return;
    }
    group.isReading = true;
    await this.#read(tenantId, [...group.watchers]);
    group.isReading = false;
    if (!group.isDue) return;
    group.isDue = false;
    this.poke(tenantId);
  }
}
