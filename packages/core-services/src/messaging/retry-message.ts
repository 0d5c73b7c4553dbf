import { AppError } from '@freehold/core-contracts/errors';
import type { MessageSummary, RetryMessageInput } from '@freehold/core-contracts/messages';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { messageSummaryFields } from './message-fields.ts';

/** Puts a message that was given up back into the queue. Throws CONFLICT `message.not_retryable` and NOT_FOUND `entity.not_found`. */
export async function retryMessage({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RetryMessageInput;
}): Promise<MessageSummary> {
  const id = input.messageId;
  const message = await inTransaction(ctx.db, async (tx) => {
    const revived = await tx.outboundMessage.updateMany({
      where: { id, status: 'DEAD' },
      data: { status: 'PENDING', attempts: 0, availableAt: ctx.clock(), error: null },
    });
    const row = await tx.outboundMessage.findFirst({
      where: { id },
      select: messageSummaryFields,
    });
    if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'message' });
    if (revived.count === 0) {
      throw new AppError('CONFLICT', 'message.not_retryable', { status: row.status });
    }
    await recordAudit(tx, ctx, {
      action: 'message.retry',
      entityType: 'OutboundMessage',
      entityId: id,
      reason: input.reason,
      changes: { status: { before: 'DEAD', after: 'PENDING' } },
    });
    return row;
  });
  ctx.wake('messages');
  return message;
}
