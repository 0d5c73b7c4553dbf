import { WebhookDeliveryStatus } from '@freehold/core-contracts/enums';
import { WebhookEventType, type WebhookEndpointView } from '@freehold/core-contracts/webhooks';
import { z } from 'zod';
import type { Label } from './labels.ts';
import { listParam, oneParam } from './search-params.ts';

/** What filters of a list of deliveries keep in the address of whichever page shows it. */
export const deliveryFilterShape = {
  delivery: listParam(WebhookDeliveryStatus),
  event: oneParam(WebhookEventType),
  endpoint: oneParam(z.guid()),
};

export const deliveryStatusLabels: Readonly<Record<WebhookDeliveryStatus, Label>> = {
  PENDING: { text: 'Waiting', tone: 'info' },
  LOCKED: { text: 'Being sent', tone: 'info' },
  DELIVERED: { text: 'Delivered', tone: 'success' },
  DEAD: { text: 'Given up', tone: 'danger' },
  CANCELLED: { text: 'Called off', tone: 'neutral' },
};

export const eventTypeHints: Readonly<Record<WebhookEventType, string>> = {
  'user.registered': 'Somebody finished signing up.',
  'user.statusChanged': 'A person was approved, frozen, suspended, closed or let back.',
  'user.deleted': 'A person was deleted.',
  'organization.created': 'An organization was made.',
  'organization.memberAdded': 'Somebody joined.',
  'organization.memberRemoved': 'Somebody left or was removed.',
  'organization.creditsChanged': 'Credits came or went.',
  'apiKey.created': 'A key was made or rotated.',
  'apiKey.revoked': 'A key was revoked.',
  'subscription.changed': 'The plan or its state changed.',
  'transfer.awaitingApproval': 'A transfer of a business account waits for its signatories.',
  'transfer.confirmed': 'The ledger confirmed a transfer of an organization.',
  'transfer.received': 'An organization received money.',
  'transfer.failed': 'The ledger refused a transfer; it was paid back.',
  'transfer.rejected': 'A transfer that waited was rejected.',
  'webhook.tested': 'Somebody pressed “Send a test”; sent to that endpoint in any case.',
};

export const endpointStateLabels = {
  ON: { text: 'On', tone: 'success' },
  FAILING: { text: 'Failing', tone: 'warning' },
  OFF: { text: 'Off', tone: 'neutral' },
  DISABLED: { text: 'Switched off: failed', tone: 'danger' },
} as const satisfies Readonly<Record<string, Label>>;

/** How an endpoint is doing. */
export function endpointStateOf(
  endpoint: Pick<WebhookEndpointView, 'isEnabled' | 'disabledReason' | 'failingSince'>,
): keyof typeof endpointStateLabels {
  if (!endpoint.isEnabled) return endpoint.disabledReason === null ? 'OFF' : 'DISABLED';
  return endpoint.failingSince === null ? 'ON' : 'FAILING';
}
