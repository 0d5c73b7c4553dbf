import type { ApprovalSummary, DecideApprovalInput } from '@freehold/core-contracts/approvals';
import { Locale } from '@freehold/core-contracts/ids';
import { inTransaction } from '@freehold/core-db';
import { changeUserStatus } from '../accounts/change-user-status.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { enqueueMessage } from '../messaging/enqueue-message.ts';
import { toApprovalSummary } from './case-fields.ts';
import { assertOthersCase, changeCase, requireOpenCase } from './open-case.ts';
import { reasonText } from './reason-texts.ts';
import { auditReason, recordDecision } from './record-decision.ts';

/**
 * Denies a case; the person is told the reason, never the comment. Throws NOT_FOUND
 * `entity.not_found`, CONFLICT `approval.already_decided`, PRECONDITION_FAILED `version.stale`,
 * FORBIDDEN `approval.own_case`.
 */
export async function deny({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DecideApprovalInput;
}): Promise<ApprovalSummary> {
  const summary = await inTransaction(ctx.db, async (tx) => {
    const found = await requireOpenCase(tx, input);
    assertOthersCase(ctx, found);
    const { user } = found;
    const decidedAt = ctx.clock();
    const locale = Locale.catch('en').parse(user.locale);
    await changeCase(tx, found, { status: 'DENIED', decidedAt });
    await recordDecision(tx, ctx, { ...input, caseId: found.id, kind: 'DENY' });
    await enqueueMessage(tx, ctx, {
      channel: 'EMAIL',
      recipient: user.email,
      template: 'approvalDenied',
      parameters: { firstName: user.firstName, reason: reasonText(input.reason, locale) },
      locale,
      idempotencyKey: `approval-denied:${found.id}`,
      entity: { type: 'User', id: user.id },
    });
    await changeUserStatus(tx, ctx, { user, to: 'DENIED', reason: auditReason(input) });
    await recordAudit(tx, ctx, {
      action: 'approval.deny',
      entityType: 'ApprovalCase',
      entityId: found.id,
      reason: auditReason(input),
      changes: { status: { before: found.status, after: 'DENIED' } },
    });
    return toApprovalSummary({ ...found, status: 'DENIED', decidedAt, version: found.version + 1 });
  });
  ctx.wake('messages');
  return summary;
}
