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
  /** How long nothing more is given after the first use, the second and so on; the last stands for all that follow. */
  readonly holdsMs?: readonly number[];
}

export type BudgetUse =
  | {
      readonly isTaken: true;
      readonly used: number;
      /** Where this use began a hold. */
      readonly heldUntil?: Date;
    }
  | { readonly isTaken: false; readonly retryAfterSeconds: number };

const take = defineReviewedSql(
  'usageBudget.take',
  'Insert, reset or raise a counter below its limit in one statement: an upsert has no condition in Prisma',
  { writes: ['UsageBudget'] },
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

/** What a subject's row of the running window is found by. */
export function budgetKey(
  ctx: ServiceContext,
  limit: Limit,
  subject: string,
): { kind: string; subject: string; windowStart: Date } {
  return {
    kind: limit.kind,
    subject: budgetSubject(ctx, subject),
    windowStart: windowStartOf(limit, ctx.clock().getTime()),
  };
}

/** Takes one use of `limit` for `subject`, or tells in how many seconds there may be one. Not for use inside a transaction. */
export async function takeBudget(
  ctx: ServiceContext,
  limit: Limit,
  subject: string,
): Promise<BudgetUse> {
  const now = ctx.clock();
  const key = budgetKey(ctx, limit, subject);
  const windowBase = limit.window === 'QUIET' ? now : key.windowStart;
  const expiresAt = new Date(windowBase.getTime() + limit.windowMs);
  const holds = limit.holdsMs ?? [];
  const [taken] = await queryReviewed<{ used: number; heldUntil: Date | null }>(
    ctx.db,
    take,
    Prisma.sql`INSERT INTO "UsageBudget" AS b
        ("kind", "subject", "windowStart", "used", "heldUntil", "expiresAt")
      VALUES (${key.kind}, ${key.subject}, ${key.windowStart}::timestamptz, 1,
        ${now}::timestamptz + NULLIF((${holds}::int[])[1], 0) * interval '1 millisecond',
        ${expiresAt}::timestamptz)
      ON CONFLICT ("tenantId", "kind", "subject", "windowStart") DO UPDATE
      SET "used" = CASE WHEN b."expiresAt" <= ${now}::timestamptz THEN 1 ELSE b."used" + 1 END,
          "heldUntil" = CASE WHEN b."expiresAt" <= ${now}::timestamptz THEN EXCLUDED."heldUntil"
            ELSE ${now}::timestamptz + interval '1 millisecond'
              * NULLIF((${holds}::int[])[LEAST(b."used" + 1, cardinality(${holds}::int[]))], 0) END,
          "expiresAt" = EXCLUDED."expiresAt", "updatedAt" = now()
      WHERE b."expiresAt" <= ${now}::timestamptz
        OR (b."used" < ${limit.limit}::int
          AND (b."heldUntil" IS NULL OR b."heldUntil" <= ${now}::timestamptz))
      RETURNING b."used", b."heldUntil"`,
  );
  if (taken !== undefined) {
    const { used, heldUntil } = taken;
    return { isTaken: true, used, ...(heldUntil === null ? {} : { heldUntil }) };
  }
  const full = await ctx.db.usageBudget.findFirst({
    where: key,
    select: { used: true, heldUntil: true, expiresAt: true },
  });
  const isSpent = full === null || full.used >= limit.limit;
  const until = (isSpent ? full?.expiresAt : full.heldUntil) ?? expiresAt;
  return {
    isTaken: false,
    retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)),
  };
}

/** How much of `limit` a subject has used in the window that runs. */
export async function readBudget(
  ctx: ServiceContext,
  limit: Limit,
  subject: string,
): Promise<number> {
  const now = ctx.clock();
  const row = await ctx.db.usageBudget.findFirst({
    where: { ...budgetKey(ctx, limit, subject), expiresAt: { gt: now } },
    select: { used: true },
  });
  return row?.used ?? 0;
}
