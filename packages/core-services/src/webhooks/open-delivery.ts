import type { ServiceContext } from '../context.ts';
import { toEventBody } from './event-body.ts';
import { openSecret } from './signing.ts';

/** What a worker needs to make one call. */
export interface OpenDelivery {
  readonly url: string;
  readonly isEnabled: boolean;
  /** The same at every attempt and replay: the receiver's way to tell a repetition. */
  readonly eventId: string;
  readonly body: string;
  /** The newest first; two of them after a rotation. */
  readonly secrets: readonly string[];
}

/** What a claimed delivery says and where it goes; null where it is gone. Throws where its secret cannot be opened. */
export async function openDelivery({
  ctx,
  deliveryId,
}: {
  ctx: ServiceContext;
  deliveryId: string;
}): Promise<OpenDelivery | null> {
  const row = await ctx.db.webhookDelivery.findFirst({
    where: { id: deliveryId },
    select: {
      endpointId: true,
      eventId: true,
      event: { select: { eventType: true, createdAt: true, payload: true } },
      endpoint: {
        select: {
          url: true,
          isEnabled: true,
          secretCiphertext: true,
          previousSecretCiphertext: true,
          previousSecretExpiresAt: true,
        },
      },
    },
  });
  if (row === null) return null;
  const { endpoint, endpointId } = row;
  const owner = { tenantId: ctx.tenant.id, endpointId };
  const { previousSecretCiphertext: previous, previousSecretExpiresAt: until } = endpoint;
  const sealed =
    previous !== null && until !== null && until > ctx.clock()
      ? [endpoint.secretCiphertext, previous]
      : [endpoint.secretCiphertext];
  return {
    url: endpoint.url,
    isEnabled: endpoint.isEnabled,
    eventId: row.eventId,
    body: toEventBody(row.event),
    secrets: sealed.map((bytes) => openSecret(ctx.keyring, owner, bytes)),
  };
}
