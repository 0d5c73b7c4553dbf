import { setTimeout } from 'node:timers/promises';

/** A refusal is never held back for longer. */
const mostMs = 1000;
const rememberedMs = 60 * 60_000;

export interface EvenOutOptions {
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface EvenOut {
  /** Notes how long a comparison took, and whether its hash was another than those made today. */
  note(tookMs: number, isForeign: boolean): void;
  /** Waits until a refusal that began at `startedAt` has taken as long as the slowest comparison of late. */
  wait(startedAt: number): Promise<void>;
}

/**
 * Hashes from elsewhere take another time to compare than the one that stands for an account that
 * does not exist. Where such were seen within the hour, every refusal takes as long as the slowest
 * comparison of late; where none were, none waits.
 */
export function createEvenOut({
  now = () => performance.now(),
  sleep = (ms) => setTimeout(ms),
}: EvenOutOptions = {}): EvenOut {
  let slowestMs = 0;
  let foreignAt = Number.NEGATIVE_INFINITY;
  return {
    note(tookMs, isForeign) {
      // It comes down slowly, so that one slow moment is forgotten.
      slowestMs = Math.min(mostMs, Math.max(tookMs, slowestMs * 0.99));
      if (isForeign) foreignAt = now();
    },
    async wait(startedAt) {
      if (now() - foreignAt > rememberedMs) return;
      const restMs = slowestMs - (now() - startedAt);
      if (restMs > 0) await sleep(restMs);
    },
  };
}
