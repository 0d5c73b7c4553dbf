import { AppError } from '@freehold/core-contracts/errors';
import type { MessageSummary, MessageActInput } from '@freehold/core-contracts/messages';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { messageSummaryFields } from './message-fields.ts';

/** Puts a message that was given up back into the queue. Throws CONFLICT `message.not_retryable` or `message.expired` and NOT_FOUND `entity.not_found`. */
export async function retryMessage({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: MessageActInput;
}): Promise<MessageSummary> {
  const id = input.messageId;
  const now = ctx.clock();
  const message = await inTransaction(ctx.db, async (tx) => {
    const revived = await tx.outboundMessage.updateMany({
      where: { id, status: 'DEAD', OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      data: { status: 'PENDING', attempts: 0, availableAt: now, error: null },
    });
    const row = await tx.outboundMessage.findFirst({
      where: { id },
      select: messageSummaryFields,
    });
    if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'message' });
    if (revived.count === 0) {
      if (row.status === 'DEAD') throw new AppError('CONFLICT', 'message.expired');
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
