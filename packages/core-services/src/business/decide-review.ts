import { AppError, type ErrorKind } from '@freehold/core-contracts/errors';
import type { DecideTransferInput } from '@freehold/core-contracts/transfers';
import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import { actorName, type ServiceContext } from '../context.ts';
import { newMoneyId } from '../money/transfer-command.ts';
import { requireOperator } from '../proposals/proposer.ts';

const decide = defineReviewedSql(
  'business.decideReview',
  'an operator and the signatories decide under the lock of the transfer: whoever comes last lets it go',
  {
    writes: [
      'Transfer',
      'Transaction',
      'TransactionApproval',
      'TransferUsage',
      'Wallet',
      'OutboxCommand',
    ],
  },
);

interface Answer {
  readonly outcome: string;
  readonly status: 'AWAITING_APPROVAL' | 'PENDING' | 'REJECTED';
  readonly reasons: readonly string[];
}

const written = ['RECORDED', 'RELEASED', 'DECLINED', 'REFUSED'];

const refusals: Readonly<Record<string, readonly [ErrorKind, string]>> = {
  EXPIRED: ['CONFLICT', 'transfer.approval_expired'],
  RULE: ['CONFLICT', 'transfer.held_by_rule'],
  SIGNATORY: ['FORBIDDEN', 'transfer.own'],
  FROZEN: ['CONFLICT', 'wallet.frozen'],
  PAUSED: ['CONFLICT', 'system.paused'],
};

/**
 * An operator's word on the risk of a business account's transfer. It goes when its signatories have
 * approved as well; one no ends it. Gives what it is afterwards. Throws CONFLICT
 * `transfer.not_waiting`, `transfer.held_by_rule`, `transfer.approval_expired`, `wallet.frozen` and
 * `system.paused`, FORBIDDEN `transfer.own`. The caller writes the audit row, last.
 */
export async function decideBusinessReview(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { transferId, decision, reason }: DecideTransferInput,
  fromWalletId: string,
): Promise<Pick<Answer, 'status' | 'reasons'>> {
  const { userId, homeTenantId } = requireOperator(ctx);
  const request = {
    ...{ transferId, decision, deciderId: userId, deciderTenantId: homeTenantId },
    approvalId: newMoneyId(ctx),
    deciderName: actorName(ctx.actor),
    reason: reason ?? null,
    execute: executeCommand(ctx, transferId, fromWalletId),
  };
  const [row] = await queryReviewed<{ answer: Answer }>(
    tx,
    decide,
    Prisma.sql`SELECT decide_business_review(
      ${JSON.stringify(request)}::jsonb, ${ctx.clock()}::timestamptz) AS "answer"`,
  );
  if (row !== undefined && written.includes(row.answer.outcome)) return row.answer;
  const [kind, code] = refusals[row?.answer.outcome ?? ''] ?? ['CONFLICT', 'transfer.not_waiting'];
  throw new AppError(kind, code);
}

/** The command that tells the ledger that a transfer goes which its signatories have approved. */
export function executeCommand(ctx: ServiceContext, transferId: string, walletId: string) {
  return {
    commandId: newMoneyId(ctx),
    commandType: 'EXECUTE_MULTISIG_TX',
    requestId: `multisig-execute:${transferId}`,
    aggregateKey: `wallet:${walletId}`,
    payload: { transferId },
  };
}
