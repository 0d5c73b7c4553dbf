import type { ApprovalSummary, DecideApprovalInput } from '@freehold/core-contracts/approvals';
import { Locale } from '@freehold/core-contracts/ids';
import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { actorKey, type ServiceContext } from '../context.ts';
import { enqueueMessage } from '../messaging/enqueue-message.ts';
import { isNationalIdMissing } from '../accounts/people/identity.ts';
import { toApprovalSummary } from './case-fields.ts';
import { grantAccount } from './grant-account.ts';
import { assertOthersCase, changeCase, requireOpenCase, type OpenCase } from './open-case.ts';
import { auditReason, recordDecision } from './record-decision.ts';

/**
 * Approves a case; where the tenant requires four eyes, the first of two different reviewers moves
 * it to SECOND_REVIEW. Throws NOT_FOUND `entity.not_found`, CONFLICT `approval.already_decided`,
 * `approval.national_id_missing` and `approval.facts_missing`, PRECONDITION_FAILED `version.stale`, FORBIDDEN `approval.own_case` and
 * `approval.same_reviewer`.
 */
export async function approve({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DecideApprovalInput;
}): Promise<ApprovalSummary> {
  const summary = await inTransaction(ctx.db, async (tx) => {
    const found = await requireOpenCase(tx, input);
    assertOthersCase(ctx, found);
    await assertAnotherReviewer(tx, ctx, found);
    if (isNationalIdMissing(ctx.tenant.settings, found.user)) {
      throw new AppError('CONFLICT', 'approval.national_id_missing');
    }
    const isFinal = found.status === 'SECOND_REVIEW' || !ctx.tenant.settings.isFourEyesRequired;
    return isFinal ? decide(tx, ctx, found, input) : passOn(tx, ctx, found, input);
  });
  if (summary.status === 'APPROVED') {
    ctx.wake('outbox');
    ctx.wake('messages');
  }
  return summary;
}

// Holds even where four eyes were switched off meanwhile: the case was put under them.
async function assertAnotherReviewer(
  tx: TenantTransaction,
  ctx: ServiceContext,
  found: OpenCase,
): Promise<void> {
  if (found.status !== 'SECOND_REVIEW') return;
  const first = await tx.approvalDecision.findFirst({
    where: { caseId: found.id, decision: 'APPROVE' },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { actorKey: true },
  });
  if (first?.actorKey === actorKey(ctx.actor))
    throw new AppError('FORBIDDEN', 'approval.same_reviewer');
}

async function passOn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  found: OpenCase,
  input: DecideApprovalInput,
): Promise<ApprovalSummary> {
  await changeCase(tx, found, { status: 'SECOND_REVIEW' });
  await recordDecision(tx, ctx, { ...input, caseId: found.id, kind: 'APPROVE' });
  await recordAudit(tx, ctx, {
    action: 'approval.approve',
    entityType: 'ApprovalCase',
    entityId: found.id,
    reason: auditReason(input),
    changes: { status: { before: found.status, after: 'SECOND_REVIEW' } },
  });
  return toApprovalSummary({ ...found, status: 'SECOND_REVIEW', version: found.version + 1 });
}

async function decide(
  tx: TenantTransaction,
  ctx: ServiceContext,
  found: OpenCase,
  input: DecideApprovalInput,
): Promise<ApprovalSummary> {
  const decidedAt = ctx.clock();
  const { user } = found;
  await changeCase(tx, found, { status: 'APPROVED', decidedAt });
  await recordDecision(tx, ctx, { ...input, caseId: found.id, kind: 'APPROVE' });
  await enqueueMessage(tx, ctx, {
    channel: 'EMAIL',
    recipient: user.email,
    template: 'approvalGranted',
    parameters: { firstName: user.firstName },
    locale: Locale.catch('en').parse(user.locale),
    idempotencyKey: `approval-granted:${found.id}`,
    entity: { type: 'User', id: user.id },
  });
  await grantAccount(tx, ctx, { user, reason: auditReason(input) });
  await recordAudit(tx, ctx, {
    action: 'approval.approve',
    entityType: 'ApprovalCase',
    entityId: found.id,
    reason: auditReason(input),
    changes: { status: { before: found.status, after: 'APPROVED' } },
  });
  return toApprovalSummary({ ...found, status: 'APPROVED', decidedAt, version: found.version + 1 });
}
