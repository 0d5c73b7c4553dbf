import { AppError } from '@freehold/core-contracts/errors';
import type { GetMessageInput, MessageDetail } from '@freehold/core-contracts/messages';
import type { ServiceContext } from '../context.ts';
import { bodyContext } from './enqueue-message.ts';
import { actsOn } from './message-acts.ts';
import { messageSummaryFields } from './message-fields.ts';

/** A message with its body; one that lets somebody in is readable on development systems only. Throws NOT_FOUND `entity.not_found`. */
export async function getMessage({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetMessageInput;
}): Promise<MessageDetail> {
  const row = await ctx.db.outboundMessage.findFirst({
    where: { id: input.messageId },
    select: {
      ...messageSummaryFields,
      isSecret: true,
      expiresAt: true,
      entityType: true,
      entityId: true,
      bodyCiphertext: true,
      idempotencyKey: true,
    },
  });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'message' });
  const { bodyCiphertext, idempotencyKey, ...message } = row;
  const isReadable = ctx.isDevelopment || !message.isSecret;
  const body = isReadable
    ? ctx.keyring.decrypt(bodyCiphertext, bodyContext(ctx.tenant.id, idempotencyKey))
    : null;
  return { ...message, body, acts: actsOn(message, ctx.clock()) };
}
