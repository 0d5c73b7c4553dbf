import type { OrganizationTier, SubscriptionPlan } from '@freehold/core-contracts/enums';

/** What each plan makes of an organization. */
export const tierOf: Readonly<Record<SubscriptionPlan, OrganizationTier>> = {
  FREE: 'FREE',
  PREMIUM_MONTHLY: 'PREMIUM',
  PREMIUM_ANNUAL: 'PREMIUM',
  ENTERPRISE: 'ENTERPRISE',
};

/** Months of a plan's term; null where it does not run out. */
export const termMonthsOf: Readonly<Record<SubscriptionPlan, number | null>> = {
  FREE: null,
  PREMIUM_MONTHLY: 1,
  PREMIUM_ANNUAL: 12,
  ENTERPRISE: null,
};

/** The same day and time of day so many months on, UTC; where that month is too short, its last day. */
export function addMonths(date: Date, months: number): Date {
  const result = new Date(date);
  result.setUTCDate(1);
  result.setUTCMonth(result.getUTCMonth() + months);
  const lastDay = new Date(
    Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0),
  ).getUTCDate();
  result.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return result;
}

const mostTerms = 12_000;

/**
 * The first end of a term after `after`. Counted from the first day, never from the last end: begun
 * on 31 January it ends on 28 February, then on 31 March. Null for a plan that does not run out.
 */
export function nextEnd(plan: SubscriptionPlan, startedAt: Date, after: Date): Date | null {
  const months = termMonthsOf[plan];
  if (months === null) return null;
  for (let term = 1; term <= mostTerms; term += 1) {
    const end = addMonths(startedAt, term * months);
    if (end > after) return end;
  }
  throw new RangeError('A term lies too far ahead of its beginning');
}
