import type { TransferDetail, TransferInput } from '@freehold/core-contracts/transfers';
import { RiskPart } from '@freehold/core-contracts/transfers';
import { hasPermission, type Permission } from '@freehold/core-contracts/permissions';
import type { Prisma } from '@freehold/core-db';
import { z } from 'zod';
import { isReviewWaiting } from '../business/transfer-fields.ts';
import type { ServiceContext } from '../context.ts';
import { holderFields, toHolder } from '../wallets/wallet-fields.ts';
import { transferNotFound } from './get-transfer.ts';
import { isOwnTransfer } from './own-transfer.ts';
import { toLegs, toTransferSummary, transferSummaryFields } from './transfer-fields.ts';

/** Most entries, approvals and reversals shown of one transfer: 100 receivers, twice. */
const mostRows = 400;
const reversibleKinds = new Set<string>(['TRANSFER', 'BUSINESS']);
/** Of a reversal that came to nothing. */
const endedStatuses = new Set<string>(['REJECTED', 'FAILED']);

const detailFields = {
  ...transferSummaryFields,
  createdById: true,
  approvalRule: true,
  onChainTxId: true,
  commandId: true,
  batchId: true,
  reversalOfId: true,
  risk: { select: { score: true, outcome: true, parts: true } },
  reversals: {
    orderBy: { createdAt: 'asc' },
    take: mostRows,
    select: { id: true, status: true },
  },
  approvals: {
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
    take: mostRows,
    select: {
      deciderName: true,
      isOperator: true,
      decision: true,
      reason: true,
      decidedAt: true,
    },
  },
  transactions: {
    orderBy: [{ timestamp: 'asc' }, { id: 'asc' }],
    take: mostRows,
    select: {
      id: true,
      walletId: true,
      type: true,
      sequence: true,
      amount: true,
      balanceAfter: true,
      onChainTxId: true,
      timestamp: true,
      wallet: { select: holderFields },
    },
  },
} as const satisfies Prisma.TransferSelect;

type DetailRow = Prisma.TransferGetPayload<{ select: typeof detailFields }>;

/** A transfer with its entries, its risk, its command and what became of it. Throws NOT_FOUND `entity.not_found`. */
export async function getTransferDetail({
  ctx,
  input: { transferId },
}: {
  ctx: ServiceContext;
  input: TransferInput;
}): Promise<TransferDetail> {
  const row = await ctx.db.transfer.findFirst({ where: { id: transferId }, select: detailFields });
  if (row === null) throw transferNotFound();
  const command =
    row.commandId === null
      ? null
      : await ctx.db.outboxCommand.findFirst({
          where: { id: row.commandId },
          select: { id: true, commandType: true, status: true, errorCode: true },
        });
  const { onChainTxId, batchId, reversalOfId, reversals, approvals, risk } = row;
  return {
    ...toTransferSummary(row, ctx.tenant.settings.currencyCode),
    ...{ onChainTxId, batchId, reversalOfId, reversals, approvals, command },
    legs: toLegs(row),
    entries: toEntries(row),
    risk: risk === null ? null : { ...risk, parts: z.array(RiskPart).parse(risk.parts) },
    ...(await whatMayBeDone(ctx, row)),
  };
}

function toEntries({ transactions }: DetailRow): TransferDetail['entries'] {
  return transactions.map(({ wallet, sequence, amount, balanceAfter, ...entry }) => ({
    ...entry,
    walletName: toHolder(wallet).name,
    sequence: String(sequence),
    amount: amount.toFixed(),
    balanceAfter: balanceAfter.toFixed(),
  }));
}

/** What the caller may do about it; their own is somebody else's to decide on, and they are told so. */
async function whatMayBeDone(
  ctx: ServiceContext,
  row: DetailRow,
): Promise<Pick<TransferDetail, 'canReverse' | 'canDecide' | 'refusal'>> {
  const may = (permission: Permission) =>
    ctx.actor.kind === 'OPERATOR' && hasPermission(ctx.actor.role, permission);
  const canReverse = may('transfer.reverse') && isReversible(row);
  const canDecide = may('transfer.decide') && isForOperators(row);
  const isRefused = (canReverse || canDecide) && (await isOwnTransfer(ctx.db, ctx, row));
  if (!isRefused) return { canReverse, canDecide, refusal: null };
  const refusal = { kind: 'FORBIDDEN', code: 'transfer.own', params: {} } as const;
  return { canReverse: false, canDecide: false, refusal };
}

function isReversible({ status, to, kind, reversals }: DetailRow): boolean {
  const isBeingReversed = reversals.some((each) => !endedStatuses.has(each.status));
  return status === 'CONFIRMED' && to !== null && reversibleKinds.has(kind) && !isBeingReversed;
}

function isForOperators(row: DetailRow): boolean {
  if (row.status !== 'AWAITING_APPROVAL') return false;
  return row.businessAccountId === null || isReviewWaiting(row);
}
