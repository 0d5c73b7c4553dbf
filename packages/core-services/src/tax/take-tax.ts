import {
  defineReviewedSql,
  executeReviewed,
  inTransaction,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { derivedId, timeOfId } from '../ledger/derived-id.ts';
import { postTransfers } from '../money/post-transfers.ts';
import { systemWalletId, taxStripes } from '../money/system-wallets.ts';
import type { TransferRequest, TransferVerdict } from '../money/transfer-request.ts';
import { isSystemPaused, requireTaxRun, type TaxRunRow } from './tax-run-fields.ts';

const noteTaken = defineReviewedSql(
  'tax.noteTaken',
  'what became of a batch is written in one statement',
  { writes: ['TaxAssessment'] },
);
const noteSettled = defineReviewedSql(
  'tax.noteSettled',
  'what the ledger said of a batch is read and written in one statement',
  { writes: ['TaxAssessment'] },
);

const plannedFields = {
  id: true,
  walletId: true,
  amount: true,
} as const satisfies Prisma.TaxAssessmentSelect;
type Planned = Prisma.TaxAssessmentGetPayload<{ select: typeof plannedFields }>;

interface Taken {
  readonly id: string;
  readonly transferId: string | null;
  /** Why nothing is taken; null where it is. */
  readonly reason: string | null;
}

/** The system was paused after it was looked at: nothing of the batch is refused for good. */
class PausedMeanwhile extends Error {
  override readonly name = 'PausedMeanwhile';
}

/**
 * Goes on with a run that is being applied: takes the tax of up to `limit` wallets into CLEARING,
 * writes down what the ledger said of those before, and ends the run when nothing is left. While the
 * system is paused nothing is taken, and the run waits. True when there is more to take. Any number
 * of workers may call it.
 */
export async function takeTax(
  ctx: ServiceContext,
  taxRunId: string,
  limit: number,
): Promise<boolean> {
  const isPaused = await isSystemPaused(ctx);
  const count = await inTransaction(ctx.db, async (tx) => {
    const touched = await tx.taxRun.updateMany({
      where: { id: taxRunId, status: 'APPLYING' },
      data: { updatedAt: ctx.clock() },
    });
    if (touched.count === 0) return 0;
    const run = await requireTaxRun(tx, taxRunId);
    await settleAssessments(tx, run, limit);
    const taken = isPaused ? 0 : await takeUnlessPaused(tx, ctx, run, limit);
    if (taken === 0) await endRun(tx, ctx, run);
    return taken;
  });
  if (count > 0) ctx.wake('outbox');
  return count === limit;
}

async function takeUnlessPaused(
  tx: TenantTransaction,
  ctx: ServiceContext,
  run: TaxRunRow,
  limit: number,
): Promise<number> {
  try {
    return await inTransaction(tx, (savepoint) => takeBatch(savepoint, ctx, run, limit));
  } catch (error) {
    if (error instanceof PausedMeanwhile) return 0;
    throw error;
  }
}

async function takeBatch(
  tx: TenantTransaction,
  ctx: ServiceContext,
  run: TaxRunRow,
  limit: number,
): Promise<number> {
  const planned = await tx.taxAssessment.findMany({
    where: { taxRunId: run.id, status: 'PLANNED', transferId: null },
    orderBy: { id: 'asc' },
    take: limit,
    select: plannedFields,
  });
  if (planned.length === 0) return 0;
  const taxed = await listTaxed(tx, run, planned);
  const due = planned.filter(({ walletId }) => !taxed.has(walletId));
  const requests = due.map((one) => toRequest(ctx, run, one));
  const verdicts = await postTransfers(tx, ctx, requests, {
    audit: { action: 'tax.take', entityType: 'TaxRun', entityId: run.id },
  });
  await writeTaken(tx, run, [
    ...due.map((one, index) => toTaken(one, verdicts[index])),
    ...planned
      .filter(({ walletId }) => taxed.has(walletId))
      .map(({ id }) => ({ id, transferId: null, reason: 'already_taxed' })),
  ]);
  return planned.length;
}

/** Wallets that another run has taxed for this cycle. */
async function listTaxed(
  tx: TenantTransaction,
  { cycleStart }: TaxRunRow,
  planned: readonly Planned[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.taxAssessment.findMany({
    where: { cycleStart, walletId: { in: planned.map(({ walletId }) => walletId) } },
    take: planned.length,
    select: { walletId: true },
  });
  return new Set(rows.map(({ walletId }) => walletId));
}

function toRequest(
  ctx: ServiceContext,
  { cycleStart }: TaxRunRow,
  { id, walletId, amount: decimal }: Planned,
): TransferRequest {
  const transferId = derivedId(timeOfId(id), `transfer:tax:${id}`);
  const amount = decimal.toFixed();
  // The last digits of a UUID are as good as chance.
  const stripe = Number.parseInt(walletId.slice(-4), 16) % taxStripes;
  return {
    transferId,
    requestId: `tax:${id}`,
    kind: 'TAX',
    fromWalletId: walletId,
    legs: [{ toWalletId: systemWalletId(ctx.tenant.id, `TAX:${stripe}`), amount }],
    fee: '0',
    reference: null,
    sender: null,
    businessAccountId: null,
    reversalOfId: null,
    hold: null,
    command: {
      commandId: derivedId(timeOfId(id), `command:tax:${id}`),
      commandType: 'APPLY_VELOCITY_TAX',
      requestId: `transfer:${transferId}`,
      aggregateKey: `wallet:${walletId}`,
      payload: { transferId, walletId, amount, cycleStart: cycleStart.toISOString() },
    },
  };
}

function toTaken({ id }: Planned, verdict: TransferVerdict | undefined): Taken {
  if (verdict === undefined) throw new Error('A tax has no verdict');
  if (verdict.reasons.includes('system.paused')) throw new PausedMeanwhile();
  if (verdict.outcome === 'ACCEPTED') {
    return { id, transferId: verdict.transferId, reason: null };
  }
  return { id, transferId: null, reason: verdict.reasons[0] ?? verdict.outcome.toLowerCase() };
}

/** The cycle is written with what is taken: a wallet has one of each. */
async function writeTaken(
  tx: TenantTransaction,
  { cycleStart }: TaxRunRow,
  taken: readonly Taken[],
): Promise<void> {
  await executeReviewed(
    tx,
    noteTaken,
    Prisma.sql`
      UPDATE "TaxAssessment" a
      SET "transferId" = t."transferId", "reason" = t."reason", "updatedAt" = now(),
          "cycleStart" = CASE WHEN t."transferId" IS NULL THEN NULL ELSE ${cycleStart}::timestamptz END,
          "status" = CASE WHEN t."transferId" IS NULL THEN 'SKIPPED' ELSE 'PLANNED' END::"TaxAssessmentStatus"
      FROM jsonb_to_recordset(${JSON.stringify(taken)}::jsonb)
        AS t("id" uuid, "transferId" uuid, "reason" text)
      WHERE a."id" = t."id"`,
  );
}

/** One that the ledger refused leaves its cycle: a later run may take it. */
async function settleAssessments(
  tx: TenantTransaction,
  { id }: TaxRunRow,
  limit: number,
): Promise<void> {
  await queryReviewed(
    tx,
    noteSettled,
    Prisma.sql`
      WITH settled AS (
        SELECT a."id", f."status" = 'FAILED' AS "hasFailed", f."reasons"[1] AS "reason"
        FROM "TaxAssessment" a
        JOIN "Transfer" f ON f."tenantId" = a."tenantId" AND f."id" = a."transferId"
        WHERE a."taxRunId" = ${id}::uuid AND a."status" = 'PLANNED'
          AND f."status" IN ('CONFIRMED', 'REVERSED', 'FAILED')
        ORDER BY a."id" LIMIT ${limit * 5}
      )
      UPDATE "TaxAssessment" a
      SET "status" = CASE WHEN s."hasFailed" THEN 'FAILED' ELSE 'APPLIED' END::"TaxAssessmentStatus",
          "reason" = s."reason", "updatedAt" = now(),
          "cycleStart" = CASE WHEN s."hasFailed" THEN NULL ELSE a."cycleStart" END
      FROM settled s WHERE a."id" = s."id"
      RETURNING a."id"`,
  );
}

async function endRun(tx: TenantTransaction, ctx: ServiceContext, run: TaxRunRow): Promise<void> {
  const open = await tx.taxAssessment.findFirst({
    where: { taxRunId: run.id, status: 'PLANNED' },
    select: { id: true },
  });
  if (open !== null) return;
  await tx.taxRun.updateMany({
    where: { id: run.id },
    data: { status: 'APPLIED', appliedAt: ctx.clock(), version: { increment: 1 } },
  });
  await recordAudit(tx, ctx, {
    action: 'tax.complete',
    entityType: 'TaxRun',
    entityId: run.id,
    changes: { status: { before: 'APPLYING', after: 'APPLIED' } },
  });
}
