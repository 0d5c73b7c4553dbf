import type { MessageChannel } from '@freehold/core-contracts/enums';
import type { Locale } from '@freehold/core-contracts/ids';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { renderTemplate } from './templates.ts';
import { isUrgent, templateFacts } from './templates/facts.ts';
import type { TemplateName, TemplateParameters } from './templates/parameters.ts';

export interface MessageRequest<T extends TemplateName> {
  readonly channel: MessageChannel;
  readonly recipient: string;
  readonly template: T;
  readonly parameters: TemplateParameters[T];
  readonly locale: Locale;
  /** One message per cause: the same key twice is one message. */
  readonly idempotencyKey: string;
  /** End of what it says; of a template with `minutes` it follows from them. */
  readonly expiresAt?: Date;
  readonly entity?: { readonly type: string; readonly id: string };
}

/** Context a message body is sealed under. */
export function bodyContext(tenantId: string, idempotencyKey: string): string {
  return `message-body:${tenantId}:${idempotencyKey}`;
}

/**
 * Writes a message in the transaction of the change it tells of; the worker sends it. What the
 * recipient has turned off is not written. Throws on a key already used.
 */
export async function enqueueMessage<T extends TemplateName>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  request: MessageRequest<T>,
): Promise<void> {
  const facts = templateFacts[request.template];
  if (facts.purpose === 'OPTIONAL' && (await isTurnedOff(tx, request))) return;
  const { subject, body } = renderTemplate(
    request.template,
    request.locale,
    request.parameters,
    ctx.tenant.name,
  );
  const now = ctx.clock();
  await tx.outboundMessage.create({
    data: {
      channel: request.channel,
      recipient: request.recipient,
      template: request.template,
      locale: request.locale,
      subject,
      bodyCiphertext: ctx.keyring.encrypt(body, bodyContext(ctx.tenant.id, request.idempotencyKey)),
      isSecret: facts.isSecret,
      isUrgent: isUrgent(facts),
      expiresAt: request.expiresAt ?? endOf(request.parameters, now),
      entityType: request.entity?.type ?? null,
      entityId: request.entity?.id ?? null,
      idempotencyKey: request.idempotencyKey,
      availableAt: now,
    },
    select: { id: true },
  });
}

async function isTurnedOff(
  tx: TenantTransaction,
  { channel, recipient }: { readonly channel: MessageChannel; readonly recipient: string },
): Promise<boolean> {
  if (channel !== 'EMAIL') return false;
  const user = await tx.user.findFirst({
    where: { email: recipient },
    select: { preferences: { select: { isEmailNotificationEnabled: true } } },
  });
  return user?.preferences?.isEmailNotificationEnabled === false;
}

function endOf(parameters: object, now: Date): Date | null {
  if (!('minutes' in parameters) || typeof parameters.minutes !== 'number') return null;
  return new Date(now.getTime() + parameters.minutes * 60_000);
}
