import { AppError } from '@freehold/core-contracts/errors';
import type { MessageSummary, MessageActInput } from '@freehold/core-contracts/messages';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { bodyContext } from './enqueue-message.ts';
import { isOver } from './message-acts.ts';
import { messageSummaryFields } from './message-fields.ts';
import { takeAskBudget } from './take-ask-budget.ts';

const copiedFields = {
  ...messageSummaryFields,
  bodyCiphertext: true,
  isSecret: true,
  isUrgent: true,
  expiresAt: true,
  entityType: true,
  entityId: true,
  idempotencyKey: true,
} as const;

type Original = NonNullable<Awaited<ReturnType<typeof findOriginal>>>;

/**
 * Sends a message once more as a new one, whose key names the first: two who press at once send it
 * once. What has run out is not sent again, nor a secret of which nobody knows how long it holds.
 * Throws NOT_FOUND `entity.not_found`, CONFLICT `message.not_resendable` or `message.expired`, and
 * LIMIT_EXCEEDED as `takeAskBudget`.
 */
export async function resendMessage({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: MessageActInput;
}): Promise<MessageSummary> {
  const original = await findOriginal(ctx, input.messageId);
  if (original === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'message' });
  assertResendable(ctx, original);
  const seen = await countCopies(ctx.db, original);
  await takeAskBudget(ctx, original);
  const message = await inTransaction(ctx.db, async (tx) => {
    const copy = await writeCopy(tx, ctx, original, `${copyPrefix(original)}${seen + 1}`);
    await recordAudit(tx, ctx, {
      action: 'message.resend',
      entityType: 'OutboundMessage',
      entityId: original.id,
      reason: input.reason,
      changes: { messageId: copy.id },
    });
    return copy;
  });
  ctx.wake('messages');
  return message;
}

function findOriginal(ctx: ServiceContext, id: string) {
  return ctx.db.outboundMessage.findFirst({ where: { id }, select: copiedFields });
}

function assertResendable(ctx: ServiceContext, original: Original): void {
  const { status } = original;
  if (status === 'PENDING' || status === 'LOCKED') {
    throw new AppError('CONFLICT', 'message.not_resendable', { status });
  }
  if (isOver(original, ctx.clock())) throw new AppError('CONFLICT', 'message.expired');
}

/** A copy of a copy is a copy of the first. */
function copyPrefix({ id, idempotencyKey }: Pick<Original, 'id' | 'idempotencyKey'>): string {
  return /^resend:[0-9a-f-]{36}:/u.exec(idempotencyKey)?.[0] ?? `resend:${id}:`;
}

function countCopies(db: Pick<ServiceContext['db'], 'outboundMessage'>, original: Original) {
  return db.outboundMessage.count({
    where: { idempotencyKey: { startsWith: copyPrefix(original) } },
  });
}

async function writeCopy(
  tx: TenantTransaction,
  ctx: ServiceContext,
  original: Original,
  idempotencyKey: string,
): Promise<MessageSummary> {
  const { channel, recipient, template, locale, subject } = original;
  const { isSecret, isUrgent, expiresAt, entityType, entityId } = original;
  const { keyring, tenant } = ctx;
  // A body is sealed under its message's own key.
  const body = keyring.decrypt(
    original.bodyCiphertext,
    bodyContext(tenant.id, original.idempotencyKey),
  );
  return tx.outboundMessage.create({
    data: {
      ...{ channel, recipient, template, locale, subject },
      ...{ isSecret, isUrgent, expiresAt, entityType, entityId, idempotencyKey },
      bodyCiphertext: keyring.encrypt(body, bodyContext(tenant.id, idempotencyKey)),
      availableAt: ctx.clock(),
    },
    select: messageSummaryFields,
  });
}
