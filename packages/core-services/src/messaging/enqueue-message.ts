import type { MessageChannel } from '@freehold/core-contracts/enums';
import type { Locale } from '@freehold/core-contracts/ids';
import { codePointLength } from '@freehold/core-contracts/text';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { renderTemplate, type TemplateName, type TemplateParameters } from './templates.ts';

export interface MessageRequest<T extends TemplateName> {
  readonly channel: MessageChannel;
  readonly recipient: string;
  readonly template: T;
  readonly parameters: TemplateParameters[T];
  readonly locale: Locale;
  /** One message per cause: the same key twice is one message. */
  readonly idempotencyKey: string;
  /** True where the body carries a code or a link that lets someone in. */
  readonly isSecret?: boolean;
  readonly entity?: { readonly type: string; readonly id: string };
}

/** Context a message body is sealed under. */
export function bodyContext(tenantId: string, idempotencyKey: string): string {
  return `message-body:${tenantId}:${idempotencyKey}`;
}

/** Writes a message in the transaction of the change it tells of; the worker sends it. Throws on a key already used. */
export async function enqueueMessage<T extends TemplateName>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  request: MessageRequest<T>,
): Promise<void> {
  const { subject, body } = renderTemplate(
    request.template,
    request.locale,
    request.parameters,
    ctx.tenant.name,
  );
  if (codePointLength(subject) > 200) throw new Error(`Subject of ${request.template} is too long`);
  await tx.outboundMessage.create({
    data: {
      channel: request.channel,
      recipient: request.recipient,
      template: request.template,
      locale: request.locale,
      subject,
      bodyCiphertext: ctx.keyring.encrypt(body, bodyContext(ctx.tenant.id, request.idempotencyKey)),
      isSecret: request.isSecret ?? false,
      entityType: request.entity?.type ?? null,
      entityId: request.entity?.id ?? null,
      idempotencyKey: request.idempotencyKey,
      availableAt: ctx.clock(),
    },
    select: { id: true },
  });
}
