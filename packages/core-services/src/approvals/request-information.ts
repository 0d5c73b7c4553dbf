import type { ApprovalSummary, RequestInformationInput } from '@freehold/core-contracts/approvals';
import { Locale } from '@freehold/core-contracts/ids';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { enqueueMessage } from '../messaging/enqueue-message.ts';
import { notify } from '../notifications/notify.ts';
import { toApprovalSummary } from './case-fields.ts';
import { assertOthersCase, changeCase, requireOpenCase } from './open-case.ts';
import { auditReason, recordDecision } from './record-decision.ts';

/**
 * Asks the person for something more, in the comment's words; the person's own status stays, and a
 * first of two approvals is void. Throws NOT_FOUND `entity.not_found`, CONFLICT
 * `approval.already_decided`, PRECONDITION_FAILED `version.stale`, FORBIDDEN `approval.own_case`.
 */
export async function requestInformation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RequestInformationInput;
}): Promise<ApprovalSummary> {
  const summary = await inTransaction(ctx.db, async (tx) => {
    const found = await requireOpenCase(tx, input);
    assertOthersCase(ctx, found);
    const { user } = found;
    const version = found.version + 1;
    await changeCase(tx, found, { status: 'MORE_INFORMATION' });
    await recordDecision(tx, ctx, { ...input, caseId: found.id, kind: 'REQUEST_INFORMATION' });
    await enqueueMessage(tx, ctx, {
      channel: 'EMAIL',
      recipient: user.email,
      template: 'informationRequested',
      parameters: { firstName: user.firstName, request: input.comment },
      locale: Locale.catch('en').parse(user.locale),
      idempotencyKey: `information-requested:${found.id}:${version}`,
      entity: { type: 'User', id: user.id },
    });
    await notify(tx, ctx, {
      userId: user.id,
      kind: 'account.informationRequested',
      severity: 'WARNING',
      parameters: { request: input.comment.slice(0, 200) },
      idempotencyKey: `account.informationRequested:${found.id}:${version}`,
    });
    await recordAudit(tx, ctx, {
      action: 'approval.requestInformation',
      entityType: 'ApprovalCase',
      entityId: found.id,
      reason: auditReason(input),
      changes: { status: { before: found.status, after: 'MORE_INFORMATION' } },
    });
    return toApprovalSummary({ ...found, status: 'MORE_INFORMATION', version });
  });
  ctx.wake('messages');
  return summary;
}
