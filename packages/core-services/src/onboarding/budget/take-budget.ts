/*
 * Budgets: how much of something a subject has used. Taken in a statement of its own, outside the
 * transaction of the work it allows, so that work that fails has used it all the same, and atomic, so
 * that any number at once take no more than there is. The subject is a keyed digest: the table tells
 * nobody which addresses were tried.
 */
import { defineReviewedSql, Prisma, queryReviewed } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';

/** How much of something may be used, in which time. */
export interface Limit {
  /** What is counted, at most 60 characters. */
  readonly kind: string;
  readonly limit: number;
  readonly windowMs: number;
  /**
   * QUIET: the count starts again only after a whole window without a use, so that no stretch of that
   * length, wherever it begins, holds more than the limit. FIXED: windows follow one another from the
   * epoch on; for subjects that are never quiet.
   */
  readonly window: 'QUIET' | 'FIXED';
}

export type BudgetUse =
  | { readonly isTaken: true; readonly used: number }
  | { readonly isTaken: false; readonly retryAfterSeconds: number };

const take = defineReviewedSql(
  'usageBudget.take',
  'Insert, reset or raise a counter below its limit in one statement: an upsert has no condition in Prisma',
);

/** What stands for a subject in the table: a keyed digest. */
export function budgetSubject(ctx: ServiceContext, subject: string): string {
  return Buffer.from(ctx.keyring.digest('usage-budget', `${ctx.tenant.id}:${subject}`)).toString(
    'hex',
  );
}

function windowStartOf(limit: Limit, nowMs: number): Date {
  return new Date(
    limit.window === 'QUIET' ? 0 : Math.floor(nowMs / limit.windowMs) * limit.windowMs,
  );
}

/** Takes one use of `limit` for `subject`, or tells in how many seconds there may be one. Not for use inside a transaction. */
export async function takeBudget(
  ctx: ServiceContext,
  limit: Limit,
  subject: string,
): Promise<BudgetUse> {
  const now = ctx.clock();
  const windowStart = windowStartOf(limit, now.getTime());
  const windowBase = limit.window === 'QUIET' ? now : windowStart;
  const expiresAt = new Date(windowBase.getTime() + limit.windowMs);
  const key = { kind: limit.kind, subject: budgetSubject(ctx, subject), windowStart };
  const [taken] = await queryReviewed<{ used: number }>(
    ctx.db,
    take,
    Prisma.sql`INSERT INTO "UsageBudget" AS b ("kind", "subject", "windowStart", "used", "expiresAt")
      VALUES (${key.kind}, ${key.subject}, ${windowStart}::timestamptz, 1, ${expiresAt}::timestamptz)
      ON CONFLICT ("tenantId", "kind", "subject", "windowStart") DO UPDATE
      SET "used" = CASE WHEN b."expiresAt" <= ${now}::timestamptz THEN 1 ELSE b."used" + 1 END,
          "expiresAt" = EXCLUDED."expiresAt", "updatedAt" = now()
      WHERE b."expiresAt" <= ${now}::timestamptz OR b."used" < ${limit.limit}::int
      RETURNING b."used"`,
  );
  if (taken !== undefined) return { isTaken: true, used: taken.used };
  const full = await ctx.db.usageBudget.findFirst({ where: key, select: { expiresAt: true } });
  const waitMs = (full?.expiresAt ?? expiresAt).getTime() - now.getTime();
  return { isTaken: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
}

/** How much of `limit` a subject has used in the window that runs. */
export async function readBudget(
  ctx: ServiceContext,
  limit: Limit,
  subject: string,
): Promise<number> {
  const now = ctx.clock();
  const row = await ctx.db.usageBudget.findFirst({
    where: {
      kind: limit.kind,
      subject: budgetSubject(ctx, subject),
      windowStart: windowStartOf(limit, now.getTime()),
      expiresAt: { gt: now },
    },
    select: { used: true },
  });
  return row?.used ?? 0;
}
