export interface BackoffOptions {
  readonly baseMs: number;
  readonly factor: number;
  readonly maximumMs: number;
}

/**
 * Delay before the next attempt, in milliseconds, after `attempts` of them: growing, bounded, and
 * half of it by chance, so that what failed together does not come back together.
 */
export function backoffMs(
  attempts: number,
  { baseMs, factor, maximumMs }: BackoffOptions,
  random: () => number = Math.random,
): number {
  const full = Math.min(maximumMs, baseMs * factor ** Math.max(0, attempts - 1));
  return Math.round(full / 2 + (random() * full) / 2);
}
