import type { MessageChannel } from '@freehold/core-contracts/enums';
import type { ServiceContext } from '../context.ts';
import { bodyContext } from '../messaging/enqueue-message.ts';

export interface TestMessage {
  readonly channel: MessageChannel;
  readonly recipient: string;
  readonly template: string;
  readonly locale: string;
  readonly subject: string;
  readonly body: string;
  readonly entityId: string | null;
}

/** Messages of the tenant, oldest first, their bodies opened. Inside the tenant's scope. */
export async function readTestMessages(
  ctx: ServiceContext,
  where: { readonly recipient?: string; readonly template?: string } = {},
): Promise<TestMessage[]> {
  const rows = await ctx.db.outboundMessage.findMany({
    where,
    orderBy: [{ availableAt: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
    take: 1000,
  });
  return rows.map(
    ({
      channel,
      recipient,
      template,
      locale,
      subject,
      entityId,
      bodyCiphertext,
      idempotencyKey,
    }) => ({
      channel,
      recipient,
      template,
      locale,
      subject,
      entityId,
      body: ctx.keyring.decrypt(bodyCiphertext, bodyContext(ctx.tenant.id, idempotencyKey)),
    }),
  );
}
