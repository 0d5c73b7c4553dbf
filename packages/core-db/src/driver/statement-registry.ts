import { createHash } from 'node:crypto';

type StatementState = 'pending' | 'ready' | 'doubtful';

/** How one statement is to be sent: `close` first, then `parse` under `name` ('' is unnamed). */
export type StatementPlan = {
  readonly name: string;
  readonly isParseNeeded: boolean;
  readonly close: readonly string[];
};

const UNNAMED: StatementPlan = { name: '', isParseNeeded: true, close: [] };

/**
 * What one connection has prepared. A statement counts as ready only once a train that parsed it
 * has succeeded; while the first one is in flight others go unnamed, and after a failure the name
 * is closed before it is used again, so that server and client can never disagree about it.
 */
export class StatementRegistry {
  readonly #limit: number;
  readonly #states = new Map<string, StatementState>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#states.size;
  }

  plan(text: string): StatementPlan {
    if (this.#limit === 0) return UNNAMED;
    const name = toStatementName(text);
    const state = this.#states.get(name);
    if (state === 'pending') return UNNAMED;
    if (state === 'ready') {
      this.#states.delete(name);
      this.#states.set(name, 'ready');
      return { name, isParseNeeded: false, close: [] };
    }
    const close = state === 'doubtful' ? [name] : this.#makeRoom();
    if (close === undefined) return UNNAMED;
    this.#states.set(name, 'pending');
    return { name, isParseNeeded: true, close };
  }

  settle(plan: StatementPlan, outcome: 'succeeded' | 'failed' | 'invalidated'): void {
    if (plan.name === '') return;
    if (outcome === 'succeeded') this.#states.set(plan.name, 'ready');
    else if (outcome === 'invalidated' || plan.isParseNeeded) {
      this.#states.set(plan.name, 'doubtful');
    }
  }

  #makeRoom(): string[] | undefined {
    if (this.#states.size < this.#limit) return [];
    for (const [name, state] of this.#states) {
      if (state === 'pending') continue;
      this.#states.delete(name);
      return [name];
    }
    return undefined;
  }
}

const NAME_LIMIT = 5_000;
const names = new Map<string, string>();

// Derived from the text, so that the same statement has the same name on every connection and in
// every process: that is what poolers that track prepared statements rely on.
function toStatementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `fh_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  if (names.size >= NAME_LIMIT) names.clear();
  names.set(text, name);
  return name;
}
