import { setTimeout as wait } from 'node:timers/promises';
import { isLostRace, isTransientError } from './errors/to-app-error.ts';

export type RetryOptions = {
  /** Whether the work may be done twice. When not, it is done once whatever happens. */
  isSafe: boolean;
  /**
   * Repeats only what lost a race, which the database undid. Where the server was out of reach, what
   * failed may have been committed all the same.
   */
  isRaceOnly?: boolean;
  /** How often it is repeated after the first time. */
  retries?: number;
  /** Longest first delay, in milliseconds; it doubles with each retry. */
  delayMs?: number;
  /** Longest delay of all, in milliseconds. */
  maxDelayMs?: number;
  signal?: AbortSignal;
};

const RETRIES = 3;
const DELAY_MS = 50;
const MAX_DELAY_MS = 2_000;

/**
 * Repeats work that failed for a transient reason, with a growing, jittered delay. Throws what the
 * last attempt threw.
 */
export async function withRetry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const isWorthIt = options.isRaceOnly ? isLostRace : isTransientError;
  const retries = options.isSafe ? (options.retries ?? RETRIES) : 0;
  for (let retry = 0; ; retry += 1) {
    try {
      return await work();
    } catch (error) {
      if (retry >= retries || options.signal?.aborted || !isWorthIt(error)) throw error;
    }
    await wait(
      toDelayMs(retry, options),
      undefined,
      options.signal ? { signal: options.signal } : {},
    );
  }
}

function toDelayMs(retry: number, options: RetryOptions): number {
  const most = options.maxDelayMs ?? MAX_DELAY_MS;
  const ceiling = Math.min(most, (options.delayMs ?? DELAY_MS) * 2 ** retry);
  // Half of it fixed, half by chance: losers of the same conflict do not meet again.
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}
