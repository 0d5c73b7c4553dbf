import { randomUUID } from 'node:crypto';
import { AppError } from '@freehold/core-contracts/errors';
import type { WebhookDeliveryView, WebhookEndpointInput } from '@freehold/core-contracts/webhooks';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { deliveryFields, toDeliveryView } from './delivery-fields.ts';
import { requireEndpoint } from './endpoint-access.ts';

/** Sends a test event to one endpoint, whatever it subscribes to. Throws CONFLICT `webhook.disabled` and NOT_FOUND `entity.not_found`. */
export async function sendTestEvent({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: WebhookEndpointInput;
}): Promise<WebhookDeliveryView> {
  const endpoint = await requireEndpoint(ctx, input.endpointId, 'MANAGE');
  if (!endpoint.isEnabled) throw new AppError('CONFLICT', 'webhook.disabled');
  const { id: endpointId, organizationId } = endpoint;
  const row = await inTransaction(ctx.db, async (tx) => {
    const now = ctx.clock();
    const event = await tx.webhookEvent.create({
      data: {
        eventType: 'webhook.tested',
        payload: { endpointId },
        organizationId,
        idempotencyKey: `webhook.tested:${randomUUID()}`,
        createdAt: now,
      },
      select: { id: true },
    });
    const delivery = await tx.webhookDelivery.create({
      data: { endpointId, eventId: event.id, availableAt: now, createdAt: now },
      select: deliveryFields,
    });
    await recordAudit(tx, ctx, {
      action: 'webhook.test',
      entityType: 'WebhookEndpoint',
      entityId: endpointId,
      organizationId: organizationId ?? undefined,
      changes: { deliveryId: delivery.id },
    });
    return delivery;
  });
  ctx.wake('webhooks');
  return toDeliveryView(row);
}
