import { AppError } from '@freehold/core-contracts/errors';
import type { DecideTransferInput, TransferDetail } from '@freehold/core-contracts/transfers';
import { inTransaction, withRetry, type Prisma, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import { decideBusinessReview } from '../business/decide-review.ts';
import { actorName, type ServiceContext } from '../context.ts';
import { requireOperator } from '../proposals/proposer.ts';
import { getTransferDetail } from './get-transfer-detail.ts';
import { transferNotFound } from './get-transfer.ts';
import { dropHeldTransfer, releaseHeldTransfer } from './held-transfers.ts';
import { isOwnTransfer } from './own-transfer.ts';
import { moneyRetry } from './post-transfers.ts';
import { transferCommand } from './transfer-command.ts';
import { tellSender } from './tell-sender.ts';

const heldFields = {
  id: true,
  status: true,
  fromWalletId: true,
  toWalletId: true,
  amount: true,
  fee: true,
  senderUserId: true,
  senderOrganizationId: true,
  businessAccountId: true,
  approvalRule: true,
  approvalExpiresAt: true,
  reasons: true,
  createdByKind: true,
  createdById: true,
  version: true,
  legs: { orderBy: { legIndex: 'asc' }, take: 100, select: { toWalletId: true, amount: true } },
} as const satisfies Prisma.TransferSelect;

type HeldRow = Prisma.TransferGetPayload<{ select: typeof heldFields }>;

/**
 * Lets a transfer go that waits because of its risk, or declines it. One whose wallet was frozen
 * meanwhile is rejected instead; that of a business account goes once its signatories agree too.
 * Throws NOT_FOUND `entity.not_found`, CONFLICT `transfer.not_waiting`, `transfer.held_by_rule`,
 * `transfer.approval_expired`, `wallet.frozen` and `system.paused`, FORBIDDEN `transfer.own`, INVALID
 * `transfer.reason_required`, PRECONDITION_FAILED `version.stale`.
 */
export async function decideTransfer({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DecideTransferInput;
}): Promise<TransferDetail> {
  const { decision, reason, transferId } = input;
  if (decision === 'REJECT' && reason === undefined) {
    throw new AppError('INVALID', 'transfer.reason_required');
  }
  await withRetry(() => inTransaction(ctx.db, (tx) => decide(tx, ctx, input)), moneyRetry);
  ctx.wake('outbox');
  ctx.wake('notifications');
  ctx.wake('webhooks');
  return getTransferDetail({ ctx, input: { transferId } });
}

async function decide(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: DecideTransferInput,
): Promise<void> {
  const { decision, reason, transferId } = input;
  const held = await requireHeld(tx, ctx, input);
  const after =
    held.businessAccountId === null
      ? await settleRisk(tx, ctx, held, input)
      : await decideBusinessReview(tx, ctx, input, held.fromWalletId);
  const { status } = after;
  if (status !== 'AWAITING_APPROVAL') await tellSender(tx, ctx, held, status);
  await recordAudit(tx, ctx, {
    action: decision === 'APPROVE' ? 'transfer.approve' : 'transfer.decline',
    entityType: 'Transfer',
    entityId: transferId,
    organizationId: held.senderOrganizationId ?? undefined,
    reason,
    changes: {
      status: { before: 'AWAITING_APPROVAL', after: status },
      reasons: [...after.reasons],
    },
  });
}

async function requireHeld(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { transferId, version }: DecideTransferInput,
): Promise<HeldRow> {
  const row = await tx.transfer.findFirst({ where: { id: transferId }, select: heldFields });
  if (row === null) throw transferNotFound();
  if (row.status !== 'AWAITING_APPROVAL') throw notWaiting();
  if (row.businessAccountId !== null && !row.reasons.includes('transfer.risk_review')) {
    throw new AppError('CONFLICT', 'transfer.held_by_rule');
  }
  if (row.version !== version) {
    throw await staleVersion(tx, { type: 'Transfer', id: transferId, version: row.version });
  }
  if (row.approvalExpiresAt !== null && row.approvalExpiresAt <= ctx.clock()) {
    throw new AppError('CONFLICT', 'transfer.approval_expired');
  }
  if (await isOwnTransfer(tx, ctx, row)) throw new AppError('FORBIDDEN', 'transfer.own');
  return row;
}

async function recordDecision(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { transferId, decision, reason }: DecideTransferInput,
): Promise<void> {
  const { userId, homeTenantId } = requireOperator(ctx);
  await tx.transactionApproval.createMany({
    data: [
      {
        transferId,
        deciderId: userId,
        deciderTenantId: homeTenantId,
        deciderName: actorName(ctx.actor),
        isOperator: true,
        decision,
        reason: reason ?? null,
        decidedAt: ctx.clock(),
      },
    ],
    skipDuplicates: true,
  });
}

interface After {
  readonly status: 'PENDING' | 'REJECTED';
  readonly reasons: readonly string[];
}

async function settleRisk(
  tx: TenantTransaction,
  ctx: ServiceContext,
  held: HeldRow,
  input: DecideTransferInput,
): Promise<After> {
  await recordDecision(tx, ctx, input);
  return input.decision === 'APPROVE' ? letGo(tx, ctx, held) : decline(tx, ctx, input.transferId);
}

async function letGo(tx: TenantTransaction, ctx: ServiceContext, held: HeldRow): Promise<After> {
  const { id: transferId, fromWalletId, toWalletId, amount, fee } = held;
  const legs = toWalletId === null ? held.legs : [{ toWalletId, amount }];
  const { outcome, reasons } = await releaseHeldTransfer(tx, ctx, {
    transferId,
    command: transferCommand(ctx, {
      ...{ transferId, fromWalletId },
      legs: legs.map((leg) => ({ toWalletId: leg.toWalletId, amount: leg.amount.toFixed() })),
      fee: fee.toFixed(),
      kind: 'TRANSFER',
    }),
  });
  if (outcome === 'MISMATCH') {
    throw reasons[0] === undefined ? notWaiting() : new AppError('CONFLICT', reasons[0]);
  }
  return { status: outcome === 'RELEASED' ? 'PENDING' : 'REJECTED', reasons };
}

async function decline(
  tx: TenantTransaction,
  ctx: ServiceContext,
  transferId: string,
): Promise<After> {
  const reason = 'transfer.declined';
  if (!(await dropHeldTransfer(tx, ctx, { transferId, reason }))) throw notWaiting();
  return { status: 'REJECTED', reasons: [reason] };
}

function notWaiting(): AppError {
  return new AppError('CONFLICT', 'transfer.not_waiting');
}
