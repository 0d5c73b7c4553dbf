import { WebhookEventType, type WebhookDeliveryView } from '@freehold/core-contracts/webhooks';
import type { Prisma } from '@freehold/core-db';

/** What lists show of a delivery. */
export const deliveryFields = {
  id: true,
  endpointId: true,
  eventId: true,
  replayNumber: true,
  status: true,
  attempts: true,
  responseStatus: true,
  error: true,
  createdAt: true,
  availableAt: true,
  deliveredAt: true,
  endpoint: { select: { url: true, organizationId: true } },
  event: { select: { eventType: true } },
} as const satisfies Prisma.WebhookDeliverySelect;

export type DeliveryRow = Prisma.WebhookDeliveryGetPayload<{ select: typeof deliveryFields }>;

/** A delivery as its endpoint's owners see it. */
export function toDeliveryView({ endpoint, event, ...row }: DeliveryRow): WebhookDeliveryView {
  return {
    ...row,
    endpointUrl: endpoint.url,
    // Written by emitEvent alone, which knows no other types.
    eventType: WebhookEventType.parse(event.eventType),
  };
}
