/*
 * Tries at signing in. One is taken before the secret is looked at, in a statement of its own: tries
 * of requests that fail or run at once all count. Tries of addresses without an account are counted,
 * held back and locked in the same way, so that nothing tells the two apart.
 */
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantClient, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { clearBudget, giveBackBudget } from '../../onboarding/budget/clear-budget.ts';
import { noteLock, type NotedLock } from './sign-in-lock.ts';
import { networkOf } from '../../onboarding/budget/network.ts';
import { takeBudget, type Limit } from '../../onboarding/budget/take-budget.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const dayMs = 24 * 60 * minuteMs;

/** Longest that a lock lasts. */
export const lockMs = 60 * minuteMs;

/** From this failure in a row on, each locks. */
export const locksFrom = 10;

/** Most failures in a row of one password or one authenticator; then it is dead until it was renewed (NIST SP 800-63B-4 section 3.2.2). */
export const mostFailures = 100;

/** After each failure in a row: three without a wait, then a growing one, then a lock. */
export const holdsMs: readonly number[] = [
  0,
  0,
  0,
  ...[1, 2, 4, 8, 15, 30].map((seconds) => seconds * secondMs),
  lockMs,
];

/** Tries of one address, failures in a row. */
export const accountLimit: Limit = {
  kind: 'session.account',
  limit: mostFailures,
  windowMs: 30 * dayMs,
  window: 'QUIET',
  holdsMs,
};

/** Tries of a person's second factors, failures in a row. */
export const factorLimit: Limit = { ...accountLimit, kind: 'session.factor' };

/** Failures of one network; a company behind one address makes many. */
export const networkLimit: Limit = {
  kind: 'session.network',
  limit: 100,
  windowMs: 15 * minuteMs,
  window: 'FIXED',
  holdsMs: [
    ...Array.from({ length: 50 }, () => 0),
    ...Array.from({ length: 20 }, () => secondMs),
    5 * secondMs,
  ],
};

async function take(
  ctx: ServiceContext,
  limit: Limit,
  subject: string,
): Promise<{ lockedUntil: Date | null }> {
  const use = await takeBudget(ctx, limit, subject);
  if (use.isTaken) {
    return { lockedUntil: use.used >= locksFrom ? (use.heldUntil ?? null) : null };
  }
  throw new AppError('LIMIT_EXCEEDED', 'session.throttled', {
    // A dead password is not told apart from a locked one.
    retryAfterSeconds: Math.min(use.retryAfterSeconds, lockMs / secondMs),
  });
}

/**
 * Takes a try for the network, runs `work`, and gives the try back when it went well. Throws
 * LIMIT_EXCEEDED `session.throttled`, with the seconds to wait.
 */
export async function countForNetwork<T>(ctx: ServiceContext, work: () => Promise<T>): Promise<T> {
  const network = networkOf(ctx.request.ip);
  await take(ctx, networkLimit, network);
  const result = await work();
  await giveBackBudget(ctx, networkLimit, network);
  return result;
}

/** Takes a try for a password, of an address that may have no account, and forgets the failures when it went well. Throws like `countForNetwork`. */
export function countForPassword<T>(
  ctx: ServiceContext,
  email: string,
  work: () => Promise<T>,
): Promise<T> {
  const tried = { subject: email, email, of: 'PASSWORD' } as const;
  return countForNetwork(ctx, () => count(ctx, accountLimit, tried, work));
}

/** Takes a try for a person's second factors. Throws like `countForNetwork`. */
export function countForFactor<T>(
  ctx: ServiceContext,
  user: { readonly userId: string; readonly email: string },
  work: () => Promise<T>,
): Promise<T> {
  const tried = { subject: user.userId, email: user.email, of: 'SECOND_FACTOR' } as const;
  return countForNetwork(ctx, () => count(ctx, factorLimit, tried, work));
}

async function count<T>(
  ctx: ServiceContext,
  limit: Limit,
  { subject, email, of }: { readonly subject: string } & Pick<NotedLock, 'email' | 'of'>,
  work: () => Promise<T>,
): Promise<T> {
  const { lockedUntil } = await take(ctx, limit, subject);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    if (lockedUntil !== null) await noteLock(ctx, { email, lockedUntil, of });
    throw error;
  }
  await clearBudget(ctx, limit, subject);
  return result;
}

/** Forgets all failures of an account whose owner has proved the mailbox; lifts a lock. */
export async function clearSignInFailures(
  ctx: ServiceContext,
  account: { readonly email: string; readonly userId: string },
  db: TenantClient | TenantTransaction = ctx.db,
): Promise<void> {
  await clearBudget(ctx, accountLimit, account.email, db);
  await clearBudget(ctx, factorLimit, account.userId, db);
}
