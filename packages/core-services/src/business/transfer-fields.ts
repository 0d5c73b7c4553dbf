import type { BusinessTransferView } from '@freehold/core-contracts/business';
import { SignatoryRole, type TransferStatus } from '@freehold/core-contracts/enums';
import type { Prisma } from '@freehold/core-db';
import { z } from 'zod';
import { findOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { toParty, transferFields } from '../money/transfer-fields.ts';

/** What a transfer keeps of its band and of who may approve it, as they were when it was asked for. */
export const ApprovalRule = z.object({
  minimumWeight: z.int(),
  minimumApprovers: z.int(),
  requiredRole: SignatoryRole.nullable(),
  isInitiatorCounted: z.boolean(),
  initiatorId: z.string(),
  signatories: z.array(z.object({ userId: z.string(), role: SignatoryRole, weight: z.int() })),
});
export type ApprovalRule = z.infer<typeof ApprovalRule>;

const mostApprovals = 100;

export const businessTransferFields = {
  id: true,
  businessAccountId: true,
  status: true,
  amount: true,
  fee: true,
  reference: true,
  reasons: true,
  approvalRule: true,
  approvalExpiresAt: true,
  createdAt: true,
  createdById: true,
  createdByName: true,
  settledAt: true,
  to: transferFields.to,
  legs: transferFields.legs,
  approvals: {
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
    take: mostApprovals,
    select: {
      deciderId: true,
      deciderName: true,
      isOperator: true,
      signatoryRole: true,
      weight: true,
      decision: true,
      reason: true,
      decidedAt: true,
    },
  },
} as const satisfies Prisma.TransferSelect;

type Row = Prisma.TransferGetPayload<{ select: typeof businessTransferFields }>;

/** A transfer of a business account as its signatories see it; `isSignatory` says whether the caller is one now. */
export function toBusinessTransferView(
  ctx: ServiceContext,
  row: Row,
  isSignatory: boolean,
): BusinessTransferView {
  const { businessAccountId, approvalRule, createdById, createdByName, to, legs, ...facts } = row;
  if (businessAccountId === null) throw new Error('Not a transfer of a business account');
  const ownId = findOwnUserId(ctx);
  const rule = approvalRule === null ? null : ApprovalRule.parse(approvalRule);
  // Which operator looked at the risk is the tenant's own affair.
  const signed = row.approvals.filter(({ isOperator }) => !isOperator);
  const approved = signed.filter(({ decision }) => decision === 'APPROVE');
  const receivers = to === null ? legs : [{ amount: row.amount, to }];
  return {
    ...facts,
    businessAccountId,
    amount: row.amount.toFixed(),
    fee: row.fee.toFixed(),
    currencyCode: ctx.tenant.settings.currencyCode,
    legs: receivers.map(({ amount, to: wallet }) => ({
      toWalletId: wallet.id,
      toName: toParty(wallet).name,
      amount: amount.toFixed(),
    })),
    initiatorName: createdByName,
    isOwn: ownId !== null && createdById === ownId,
    rule: rule === null ? null : toNeed(rule),
    approvedWeight: approved.reduce((sum, { weight }) => sum + weight, 0),
    approvedCount: approved.length,
    isReviewWaiting: isReviewWaiting(row),
    approvals: signed.map(({ deciderId, deciderName, signatoryRole, ...said }) => ({
      ...{ deciderName, role: signatoryRole, isSelf: deciderId === ownId },
      ...{ weight: said.weight, decision: said.decision },
      ...{ reason: said.reason, decidedAt: said.decidedAt },
    })),
    ...whatIsLeft(ctx, row, rule, isSignatory ? ownId : null),
  };
}

/** Whether an operator has yet to look at its risk. */
export function isReviewWaiting({
  status,
  reasons,
  approvals,
}: {
  readonly status: TransferStatus;
  readonly reasons: readonly string[];
  readonly approvals: readonly { readonly isOperator: boolean }[];
}): boolean {
  return (
    status === 'AWAITING_APPROVAL' &&
    reasons.includes('transfer.risk_review') &&
    !approvals.some(({ isOperator }) => isOperator)
  );
}

function toNeed({
  minimumWeight,
  minimumApprovers,
  requiredRole,
  isInitiatorCounted,
}: ApprovalRule) {
  return { minimumWeight, minimumApprovers, requiredRole, isInitiatorCounted };
}

/** What a signatory may still do; the database decides again when they do it. */
function whatIsLeft(
  ctx: ServiceContext,
  { status, approvalExpiresAt, approvals }: Row,
  rule: ApprovalRule | null,
  signatoryId: string | null,
): { canApprove: boolean; canReject: boolean } {
  const isWaiting =
    status === 'AWAITING_APPROVAL' &&
    (approvalExpiresAt === null || approvalExpiresAt > ctx.clock());
  const isOnList = rule !== null && rule.signatories.some(({ userId }) => userId === signatoryId);
  const hasDecided = approvals.some(({ deciderId }) => deciderId === signatoryId);
  const canReject = isWaiting && isOnList && !hasDecided;
  const isAllowed = rule?.initiatorId !== signatoryId || rule.isInitiatorCounted;
  return { canApprove: canReject && isAllowed, canReject };
}
