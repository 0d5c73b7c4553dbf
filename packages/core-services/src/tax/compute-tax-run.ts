import { TaxRules } from '@freehold/core-contracts/tax';
import {
  defineReviewedSql,
  inTransaction,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { addAmounts } from '../money/amount-units.ts';
import { assess } from './assess.ts';
import { requireTaxRun, type TaxRunRow } from './tax-run-fields.ts';

const readHoards = defineReviewedSql(
  'tax.readHoards',
  'the balance at the end of a cycle is the last entry before it, found by index for each wallet',
);

interface Hoard {
  readonly walletId: string;
  readonly isFrozen: boolean;
  /** At the end of the cycle. */
  readonly balance: string;
  readonly hasMoved: boolean;
}

/**
 * Looks at up to `limit` further wallets of a dry run, in order of their ids, and writes down what
 * they would pay. True when there is more to look at. Any number of workers may call it: who comes
 * second waits and goes on behind the first.
 */
export function computeTaxRun(
  ctx: ServiceContext,
  taxRunId: string,
  limit: number,
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.taxRun.updateMany({
      where: { id: taxRunId, status: 'DRY_RUN', isComputed: false },
      data: { updatedAt: ctx.clock() },
    });
    if (count === 0) return false;
    const run = await requireTaxRun(tx, taxRunId);
    const hoards = await listHoards(tx, run, limit);
    const assessments = toAssessments(run, hoards);
    await tx.taxAssessment.createMany({ data: assessments });
    const planned = assessments.filter(({ status }) => status === 'PLANNED');
    const isComputed = hoards.length < limit;
    const total = addAmounts(planned.map(({ amount }) => amount));
    const after = await tx.taxRun.update({
      where: { tenantId_id: { tenantId: ctx.tenant.id, id: taxRunId } },
      data: {
        isComputed,
        computedUpTo: hoards.at(-1)?.walletId ?? run.computedUpTo,
        lookedAtCount: { increment: hoards.length },
        walletCount: { increment: planned.length },
        totalAmount: { increment: total },
        ...(isComputed ? { version: { increment: 1 } } : {}),
      },
      select: { walletCount: true, totalAmount: true },
    });
    if (isComputed) {
      await recordAudit(tx, ctx, {
        action: 'tax.compute',
        entityType: 'TaxRun',
        entityId: taxRunId,
        changes: { walletCount: after.walletCount, totalAmount: after.totalAmount.toFixed() },
      });
    }
    return !isComputed;
  });
}

function toAssessments({ id: taxRunId, rules }: TaxRunRow, hoards: readonly Hoard[]) {
  const terms = TaxRules.parse(rules);
  return hoards.flatMap(({ walletId, isFrozen, balance, hasMoved }) => {
    const due = hasMoved ? null : assess(balance, terms);
    if (due === null) return [];
    // Its holder could not have moved it.
    const verdict = isFrozen
      ? ({ status: 'SKIPPED', reason: 'wallet_frozen' } as const)
      : ({ status: 'PLANNED', reason: null } as const);
    return [{ taxRunId, walletId, balance, ...due, ...verdict }];
  });
}

/** Wallets of people and organizations behind the last one looked at, each as the cycle left it. */
function listHoards(
  tx: TenantTransaction,
  { cycleStart, cycleEnd, computedUpTo }: TaxRunRow,
  limit: number,
): Promise<Hoard[]> {
  return queryReviewed<Hoard>(
    tx,
    readHoards,
    Prisma.sql`
      SELECT w."id" AS "walletId", w."isFrozen", coalesce(last."balanceAfter", 0)::text AS "balance",
        -- Most wallets say by themselves that they have not moved since.
        coalesce(w."lastMovedAt" >= ${cycleStart}::timestamptz, false) AND EXISTS (
          SELECT FROM "Transaction" t
          JOIN "Transfer" f ON f."tenantId" = t."tenantId" AND f."id" = t."transferId"
          WHERE t."tenantId" = w."tenantId" AND t."walletId" = w."id" AND f."kind" <> 'TAX'
            AND t."timestamp" >= ${cycleStart}::timestamptz AND t."timestamp" < ${cycleEnd}::timestamptz
        ) AS "hasMoved"
      FROM (
        SELECT "tenantId", "id", "isFrozen", "lastMovedAt" FROM "Wallet"
        WHERE "systemKey" IS NULL AND "deletedAt" IS NULL
          AND (${computedUpTo}::uuid IS NULL OR "id" > ${computedUpTo}::uuid)
        ORDER BY "id" LIMIT ${limit}
      ) w
      LEFT JOIN LATERAL (
        SELECT t."balanceAfter" FROM "Transaction" t
        WHERE t."tenantId" = w."tenantId" AND t."walletId" = w."id"
          AND t."timestamp" < ${cycleEnd}::timestamptz
        ORDER BY t."timestamp" DESC, t."sequence" DESC LIMIT 1
      ) last ON true
      ORDER BY w."id"`,
  );
}
