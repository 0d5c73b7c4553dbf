import { AppError } from '@freehold/core-contracts/errors';
import type { MessageActInput, MessageSummary } from '@freehold/core-contracts/messages';
import { inTransaction, type Prisma } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { messageSummaryFields } from './message-fields.ts';
import { securityTemplates } from './templates/facts.ts';

const cancellable = [
  { status: 'PENDING', template: { notIn: securityTemplates } },
  { status: 'DEAD' },
] as const satisfies readonly Prisma.OutboundMessageWhereInput[];

/**
 * Calls off a message that waits, or sets one aside that was given up. What tells the owner of an
 * account about its security is not called off while it waits: whoever would want that is whom it
 * warns of. Throws NOT_FOUND `entity.not_found` and CONFLICT `message.not_cancellable`.
 */
export async function cancelMessage({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: MessageActInput;
}): Promise<MessageSummary> {
  const id = input.messageId;
  return inTransaction(ctx.db, async (tx) => {
    let before: string | null = null;
    for (const where of cancellable) {
      const { count } = await tx.outboundMessage.updateMany({
        where: { id, ...where },
        data: { status: 'CANCELLED' },
      });
      if (count === 1) before = where.status;
    }
    const row = await tx.outboundMessage.findFirst({ where: { id }, select: messageSummaryFields });
    if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'message' });
    if (before === null) {
      throw new AppError('CONFLICT', 'message.not_cancellable', { status: row.status });
    }
    await recordAudit(tx, ctx, {
      action: 'message.cancel',
      entityType: 'OutboundMessage',
      entityId: id,
      reason: input.reason,
      changes: { status: { before, after: 'CANCELLED' } },
    });
    return row;
  });
}
