import { AppError } from '@freehold/core-contracts/errors';
import type { ServiceContext } from '../../context.ts';
import { networkOf } from '../../onboarding/budget/network.ts';
import { clearBudget } from '../../onboarding/budget/clear-budget.ts';
import { takeBudget, type Limit } from '../../onboarding/budget/take-budget.ts';

const minuteMs = 60_000;

// A sign-in takes one of each before the password is looked at, so that tries of requests that fail
// or run at once all count. A success gives the account's back, never the network's.
const accountLimit: Limit = {
  kind: 'session.account',
  limit: 10,
  windowMs: 15 * minuteMs,
  window: 'QUIET',
};
const networkLimit: Limit = {
  kind: 'session.network',
  limit: 100,
  windowMs: 15 * minuteMs,
  window: 'FIXED',
};
const factorLimit: Limit = {
  kind: 'session.factor',
  limit: 5,
  windowMs: 15 * minuteMs,
  window: 'QUIET',
};

async function take(ctx: ServiceContext, limit: Limit, subject: string): Promise<void> {
  const use = await takeBudget(ctx, limit, subject);
  if (use.isTaken) return;
  throw new AppError('LIMIT_EXCEEDED', 'session.throttled', {
    retryAfterSeconds: use.retryAfterSeconds,
  });
}

/** Counts a try for the address, whether it has an account or not, and for the network. Throws LIMIT_EXCEEDED `session.throttled`. */
export async function takeSignInAttempt(ctx: ServiceContext, email: string): Promise<void> {
  await take(ctx, networkLimit, networkOf(ctx.request.ip));
  await take(ctx, accountLimit, email);
}

/** Counts a try of a second factor. Throws LIMIT_EXCEEDED `session.throttled`. */
export async function takeSecondFactorAttempt(ctx: ServiceContext, userId: string): Promise<void> {
  await take(ctx, factorLimit, userId);
}

/** Forgets the failures of an account that has just signed in. */
export async function noteSignInSuccess(
  ctx: ServiceContext,
  account: { email: string; userId: string },
): Promise<void> {
  await clearBudget(ctx, accountLimit, account.email);
  await clearBudget(ctx, factorLimit, account.userId);
}
