import {
  RiskSignal,
  type ApprovalDetail,
  type GetApprovalInput,
} from '@freehold/core-contracts/approvals';
import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma } from '@freehold/core-db';
import { z } from 'zod';
import { toUserDetail, userDetailFields } from '../accounts/user-fields.ts';
import type { ServiceContext } from '../context.ts';
import { caseSummaryFields, toApprovalSummary } from './case-fields.ts';

const mostDecisions = 100;
const mostAnswers = 100;

const caseDetailFields = {
  ...caseSummaryFields,
  riskSignals: true,
  user: { select: { ...userDetailFields, registrationId: true } },
  decisions: {
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: mostDecisions,
    select: {
      id: true,
      reviewerName: true,
      decision: true,
      reason: true,
      comment: true,
      createdAt: true,
    },
  },
  answers: {
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: mostAnswers,
    select: { id: true, answer: true, createdAt: true },
  },
} as const satisfies Prisma.ApprovalCaseSelect;

/** A case with the person's whole file. Throws NOT_FOUND `entity.not_found`. */
export async function getApproval({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetApprovalInput;
}): Promise<ApprovalDetail> {
  const row = await ctx.db.approvalCase.findFirst({
    where: { id: input.caseId, user: { deletedAt: null } },
    select: caseDetailFields,
  });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'ApprovalCase' });
  const { registrationId, ...user } = row.user;
  return {
    ...toApprovalSummary(row),
    user: toUserDetail(user, ctx.tenant.settings.currencyCode),
    userStatus: user.status,
    riskSignals: z.array(RiskSignal).parse(row.riskSignals),
    isSecondReviewNeeded: row.status === 'SECOND_REVIEW',
    registration: registrationId === null ? null : await findRegistration(ctx, registrationId),
    decisions: row.decisions,
    answers: row.answers,
  };
}

async function findRegistration(
  ctx: ServiceContext,
  registrationId: string,
): Promise<ApprovalDetail['registration']> {
  const row = await ctx.db.pendingRegistration.findFirst({
    where: { id: registrationId },
    select: { ipAddress: true, userAgent: true, createdAt: true, completedAt: true },
  });
  if (row === null) return null;
  return {
    ip: row.ipAddress,
    userAgent: row.userAgent,
    startedAt: row.createdAt,
    completedAt: row.completedAt,
  };
}
