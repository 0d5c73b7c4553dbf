/** Rests between attempts, in seconds, as Standard Webhooks suggests: ten attempts over three days and a bit. */
export const retryDelaysSeconds = [
  5,
  5 * 60,
  30 * 60,
  2 * 3600,
  5 * 3600,
  10 * 3600,
  14 * 3600,
  20 * 3600,
  24 * 3600,
] as const;

/** Attempts before a delivery is given up. */
export const maxAttempts = retryDelaysSeconds.length + 1;

/** An endpoint that has failed for so long, with no success in between, is switched off. */
export const failingDays = 5;

/** Longest rest that a receiver may ask for. */
const maxRetryAfterSeconds = 24 * 3600;

/**
 * When to try again after `attempts` failures, or null where it is given up. Up to a tenth is added by
 * chance, so that what failed together does not come back together; `retryAfter` of the receiver
 * lengthens the rest, never shortens it.
 */
export function nextAttemptAt(
  attempts: number,
  now: Date,
  retryAfter: string | null = null,
  random: () => number = Math.random,
): Date | null {
  const delay = retryDelaysSeconds[attempts - 1];
  if (delay === undefined) return null;
  const seconds = Math.max(delay * (1 + random() / 10), readRetryAfter(retryAfter, now));
  return new Date(now.getTime() + Math.round(seconds * 1000));
}

/** Seconds that `Retry-After` asks for, as a number or a date (RFC 9110 section 10.2.3); 0 where it says nothing. */
function readRetryAfter(text: string | null, now: Date): number {
  if (text === null) return 0;
  const seconds = /^\d{1,9}$/u.test(text.trim())
    ? Number(text)
    : (Date.parse(text) - now.getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds), maxRetryAfterSeconds) : 0;
}
