import { AppError } from '@freehold/core-contracts/errors';

const dayMs = 24 * 60 * 60_000;

/** A stretch of whole days, UTC: from `start` up to, and not including, `end`. */
export interface TaxCycle {
  readonly start: Date;
  readonly end: Date;
}

/**
 * The cycle of `cycleDays` days that holds `at`. Cycles follow each other from 1970-01-01 on, so
 * that one of a given length begins on the same day for whoever asks.
 */
export function cycleAt(at: Date, cycleDays: number): TaxCycle {
  const lengthMs = cycleDays * dayMs;
  const startMs = Math.floor(at.getTime() / lengthMs) * lengthMs;
  return { start: new Date(startMs), end: new Date(startMs + lengthMs) };
}

/** The cycle that holds `at`, or the last one that is over. Throws INVALID `tax.cycle_not_over`. */
export function requirePastCycle(
  { at, now }: { readonly at: Date | undefined; readonly now: Date },
  cycleDays: number,
): TaxCycle {
  if (at === undefined)
    return cycleAt(new Date(cycleAt(now, cycleDays).start.getTime() - 1), cycleDays);
  const cycle = cycleAt(at, cycleDays);
  if (cycle.end > now) throw new AppError('INVALID', 'tax.cycle_not_over');
  return cycle;
}
