import type { TransferDetail, TransferInput } from '@freehold/core-contracts/transfers';
import { RiskPart } from '@freehold/core-contracts/transfers';
import { hasPermission } from '@freehold/core-contracts/permissions';
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

async function whatMayBeDone(
  ctx: ServiceContext,
  row: DetailRow,
): Promise<Pick<TransferDetail, 'canReverse' | 'canDecide'>> {
  const { actor } = ctx;
  if (actor.kind !== 'OPERATOR' || (await isOwnTransfer(ctx.db, ctx, row))) {
    return { canReverse: false, canDecide: false };
  }
  const isBeingReversed = row.reversals.some(
    ({ status }) => status !== 'REJECTED' && status !== 'FAILED',
  );
  return {
    canReverse:
      hasPermission(actor.role, 'transfer.reverse') &&
      row.status === 'CONFIRMED' &&
      row.to !== null &&
      reversibleKinds.has(row.kind) &&
      !isBeingReversed,
    canDecide:
      hasPermission(actor.role, 'transfer.decide') &&
      row.status === 'AWAITING_APPROVAL' &&
      (row.businessAccountId === null || isReviewWaiting(row)),
  };
}
