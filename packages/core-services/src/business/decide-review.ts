import { AppError } from '@freehold/core-contracts/errors';
import type { DecideTransferInput } from '@freehold/core-contracts/transfers';
import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { requireOperator } from '../proposals/proposer.ts';
import {
  decisionWrites,
  refusedForNow,
  toDecision,
  writtenOutcomes,
  type DecisionRefusals,
} from './decision.ts';

const decide = defineReviewedSql(
  'business.decideReview',
  'an operator and the signatories decide under the lock of the transfer: whoever comes last lets it go',
  { writes: decisionWrites },
);

interface Answer {
  readonly outcome: string;
  readonly status: 'AWAITING_APPROVAL' | 'PENDING' | 'REJECTED';
  readonly reasons: readonly string[];
}

const refusals: DecisionRefusals = {
  ...refusedForNow,
  EXPIRED: ['CONFLICT', 'transfer.approval_expired'],
  RULE: ['CONFLICT', 'transfer.held_by_rule'],
  SIGNATORY: ['FORBIDDEN', 'transfer.own'],
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
  input: DecideTransferInput,
  fromWalletId: string,
): Promise<Pick<Answer, 'status' | 'reasons'>> {
  const { userId, homeTenantId } = requireOperator(ctx);
  const decider = { deciderId: userId, deciderTenantId: homeTenantId };
  const request = toDecision(ctx, input, decider, fromWalletId);
  const [row] = await queryReviewed<{ answer: Answer }>(
    tx,
    decide,
    Prisma.sql`SELECT decide_business_review(
      ${JSON.stringify(request)}::jsonb, ${ctx.clock()}::timestamptz) AS "answer"`,
  );
  if (row !== undefined && writtenOutcomes.includes(row.answer.outcome)) return row.answer;
  const [kind, code] = refusals[row?.answer.outcome ?? ''] ?? ['CONFLICT', 'transfer.not_waiting'];
  throw new AppError(kind, code);
}
