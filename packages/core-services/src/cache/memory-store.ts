export interface KeptText {
  readonly text: string;
  /** In milliseconds since 1970. */
  readonly until: number;
}

const mostEntries = 5_000;

/** Texts by group and key, the longest kept dropped first once there are 5,000. */
export class MemoryStore {
  readonly #groups = new Map<string, Set<string>>();
  readonly #entries = new Map<string, KeptText & { readonly group: string }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  find(_group: string, key: string): string | null {
    const kept = this.#entries.get(key);
    if (kept === undefined) return null;
    if (kept.until > this.#now()) return kept.text;
    this.#remove(key);
    return null;
  }

  save(group: string, key: string, kept: KeptText): void {
    this.#remove(key);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size >= mostEntries && oldest !== undefined) this.#remove(oldest);
    this.#entries.set(key, { ...kept, group });
    const keys = this.#groups.get(group);
    if (keys) keys.add(key);
    else this.#groups.set(group, new Set([key]));
  }

  /** Drops one group, or everything for null. */
  drop(group: string | null): void {
    if (group === null) {
      this.#entries.clear();
      this.#groups.clear();
      return;
    }
    for (const key of this.#groups.get(group) ?? []) this.#entries.delete(key);
    this.#groups.delete(group);
  }

  #remove(key: string): void {
    const kept = this.#entries.get(key);
    if (kept === undefined) return;
    this.#entries.delete(key);
    const keys = this.#groups.get(kept.group);
    keys?.delete(key);
    if (keys?.size === 0) this.#groups.delete(kept.group);
  }
}
