import { WebhookEventType, type WebhookEndpointView } from '@freehold/core-contracts/webhooks';
import type { Prisma } from '@freehold/core-db';

/** What is shown of an endpoint: never its secret. */
export const endpointFields = {
  id: true,
  organizationId: true,
  url: true,
  description: true,
  eventTypes: true,
  isEnabled: true,
  disabledReason: true,
  failingSince: true,
  lastDeliveredAt: true,
  previousSecretExpiresAt: true,
  createdAt: true,
  version: true,
  organization: { select: { name: true } },
} as const satisfies Prisma.WebhookEndpointSelect;

export type EndpointRow = Prisma.WebhookEndpointGetPayload<{ select: typeof endpointFields }>;

/** An endpoint as its owners see it; types that no longer exist are left out. */
export function toEndpointView({ organization, ...row }: EndpointRow): WebhookEndpointView {
  return {
    ...row,
    organizationName: organization?.name ?? null,
    eventTypes: row.eventTypes.flatMap((type) => WebhookEventType.safeParse(type).data ?? []),
  };
}
