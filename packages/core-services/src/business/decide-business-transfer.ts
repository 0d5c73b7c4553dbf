import type {
  BusinessTransferView,
  DecideBusinessTransferInput,
} from '@freehold/core-contracts/business';
import { AppError } from '@freehold/core-contracts/errors';
import {
  defineReviewedSql,
  inTransaction,
  Prisma,
  queryReviewed,
  withRetry,
  type TenantTransaction,
} from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { announceSent } from '../money/announce-settlements.ts';
import { moneyRetry } from '../money/post-transfers.ts';
import { newMoneyId } from '../money/transfer-command.ts';
import { requireAccount } from './account-access.ts';
import {
  decisionWrites,
  refusedForNow,
  toDecision,
  writtenOutcomes,
  type DecisionRefusals,
} from './decision.ts';
import { showToSignatory, transferNotFound } from './get-business-transfer.ts';
import { tellInitiator } from './tell-approvers.ts';
import { ApprovalRule } from './transfer-fields.ts';

const decide = defineReviewedSql(
  'business.decideTransfer',
  'whoever completes the rule lets the money go in the same call, under the lock of the transfer',
  { writes: decisionWrites },
);

interface Answer {
  readonly outcome: string;
  readonly status: string | null;
  readonly reasons: readonly string[];
  readonly approvedWeight: number;
  readonly approvedCount: number;
}

const refusals: DecisionRefusals = {
  ...refusedForNow,
  DECIDED: ['CONFLICT', 'business.already_decided'],
  NOT_WAITING: ['CONFLICT', 'business.not_waiting'],
  EXPIRED: ['CONFLICT', 'business.approval_expired'],
  NOT_SIGNATORY: ['FORBIDDEN', 'business.not_signatory'],
  INITIATOR: ['FORBIDDEN', 'business.own_transfer'],
};

/**
 * Approves a transfer that waits, or declines it, as a signatory; the approval that completes the
 * rule lets the money go, unless its risk waits for an operator. The same decision again changes
 * nothing. Throws NOT_FOUND `entity.not_found`, FORBIDDEN `business.not_signatory` and
 * `business.own_transfer`, CONFLICT `business.already_decided`, `business.not_waiting`,
 * `business.approval_expired`, `wallet.frozen` and `system.paused`.
 */
export async function decideBusinessTransfer({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DecideBusinessTransferInput;
}): Promise<BusinessTransferView> {
  const { transferId } = input;
  const deciderId = requireOwnUserId(ctx);
  const transfer = await requireTransfer(ctx, transferId);
  const account = await requireAccount(ctx, transfer.businessAccountId);
  const work = async (tx: TenantTransaction) => {
    const answer = await ask(tx, ctx, input, { deciderId, walletId: account.walletId });
    const { outcome, approvedCount, approvedWeight, status, reasons } = answer;
    if (!writtenOutcomes.includes(outcome)) {
      assertRepeated(answer);
      return;
    }
    if (outcome !== 'RECORDED') {
      const kind =
        outcome === 'RELEASED' ? 'business.transferApproved' : 'business.transferRejected';
      await tellInitiator(tx, ctx, kind, account, { ...transfer, transferId });
      if (outcome !== 'RELEASED') await announceSent(tx, ctx, [transferId], 'transfer.rejected');
    }
    await recordAudit(tx, ctx, {
      action: input.decision === 'APPROVE' ? 'businessTransfer.approve' : 'businessTransfer.reject',
      entityType: 'Transfer',
      entityId: transferId,
      organizationId: account.organizationId,
      reason: input.reason,
      changes: { status, approvedCount, approvedWeight, reasons: [...reasons] },
    });
  };
  // Repeated from outside: on a transaction that is given it is a savepoint of that one.
  await withRetry(() => inTransaction(ctx.db, work), moneyRetry);
  ctx.wake('outbox');
  ctx.wake('webhooks');
  return showToSignatory(ctx, transferId);
}

async function requireTransfer(ctx: ServiceContext, id: string) {
  const row = await ctx.db.transfer.findFirst({
    where: { id, businessAccountId: { not: null } },
    select: { businessAccountId: true, amount: true, approvalRule: true },
  });
  if (row === null || row.businessAccountId === null) throw transferNotFound();
  const { businessAccountId, amount, approvalRule } = row;
  return {
    businessAccountId,
    amount: amount.toFixed(),
    rule: ApprovalRule.parse(approvalRule),
  };
}

function assertRepeated({ outcome, status }: Answer): void {
  if (outcome === 'SAME') return;
  const refusal = refusals[outcome];
  if (refusal === undefined) throw transferNotFound();
  const [kind, code] = refusal;
  throw new AppError(kind, code, { status: status ?? '' });
}

async function ask(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: DecideBusinessTransferInput,
  by: { readonly deciderId: string; readonly walletId: string },
): Promise<Answer> {
  const { deciderId, walletId } = by;
  const { transferId } = input;
  const request = {
    ...toDecision(ctx, input, { deciderId, deciderTenantId: ctx.tenant.id }, walletId),
    approve: {
      commandId: newMoneyId(ctx),
      commandType: 'APPROVE_MULTISIG_TX',
      requestId: `multisig-approve:${transferId}:${deciderId}`,
      aggregateKey: `wallet:${walletId}`,
      payload: { transferId, approverId: deciderId },
    },
  };
  const [row] = await queryReviewed<{ answer: Answer }>(
    tx,
    decide,
    Prisma.sql`SELECT decide_business_transfer(
      ${JSON.stringify(request)}::jsonb, ${ctx.clock()}::timestamptz) AS "answer"`,
  );
  if (row === undefined) throw new Error('A decision without an answer');
  return row.answer;
}
