import { AppError } from '@freehold/core-contracts/errors';
import type { AnswerInformationRequestInput } from '@freehold/core-contracts/people';
import { inTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';

/**
 * The person answers what the reviewers asked for; their case goes back into the queue and its
 * reviewer is told. Throws CONFLICT `approval.nothing_asked`.
 */
export async function answerInformationRequest({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: AnswerInformationRequestInput;
}): Promise<void> {
  const userId = requireOwnUserId(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const [found] = await tx.approvalCase.updateManyAndReturn({
      where: { userId, status: 'MORE_INFORMATION', user: { deletedAt: null } },
      data: { status: 'OPEN', version: { increment: 1 } },
      select: { id: true, version: true, assigneeId: true },
    });
    if (found === undefined) throw new AppError('CONFLICT', 'approval.nothing_asked');
    const { id: caseId, version, assigneeId } = found;
    await tx.approvalAnswer.create({
      data: { caseId, answer: input.answer, createdAt: ctx.clock() },
      select: { id: true },
    });
    if (assigneeId !== null) {
      const { actor } = ctx;
      await notify(tx, ctx, {
        userId: assigneeId,
        kind: 'approval.informationAnswered',
        parameters: { name: actor.kind === 'USER' ? actor.name : '' },
        idempotencyKey: `approval.informationAnswered:${caseId}:${version}`,
        entity: { type: 'ApprovalCase', id: caseId },
      });
    }
    await recordAudit(tx, ctx, {
      action: 'approval.answerInformation',
      entityType: 'ApprovalCase',
      entityId: caseId,
      changes: { status: { before: 'MORE_INFORMATION', after: 'OPEN' } },
    });
  });
}
