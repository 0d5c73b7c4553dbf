import type {
  WebhookDeliveryDetail,
  WebhookDeliveryInput,
} from '@freehold/core-contracts/webhooks';
import type { ServiceContext } from '../context.ts';
import { deliveryFields, toDeliveryView } from './delivery-fields.ts';
import { assertMayUse, deliveryNotFound } from './endpoint-access.ts';
import { toEventBody } from './event-body.ts';

/** Attempts of a delivery that are shown. */
const mostAttempts = 50;

/** A delivery with what was sent and what came back. Throws NOT_FOUND `entity.not_found`. */
export async function getWebhookDelivery({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: WebhookDeliveryInput;
}): Promise<WebhookDeliveryDetail> {
  const row = await ctx.db.webhookDelivery.findFirst({
    where: { id: input.deliveryId },
    select: {
      ...deliveryFields,
      event: { select: { eventType: true, payload: true, createdAt: true } },
      attemptLog: {
        orderBy: { attemptNumber: 'desc' },
        take: mostAttempts,
        select: {
          attemptNumber: true,
          startedAt: true,
          durationMs: true,
          responseStatus: true,
          responseBody: true,
          error: true,
        },
      },
    },
  });
  if (row === null) throw deliveryNotFound();
  await assertMayUse(ctx, row.endpoint.organizationId, 'READ', deliveryNotFound);
  const { attemptLog, event, ...delivery } = row;
  return {
    ...toDeliveryView({ ...delivery, event }),
    payload: toEventBody(event),
    attemptLog,
  };
}
