import { z } from 'zod';
import {
  CreditEntryKind,
  MembershipRole,
  SubscriptionPlan,
  SubscriptionStatus,
  TransferKind,
  UserStatus,
  WebhookDeliveryStatus,
} from './enums.ts';
import { DecimalText, Id, Version } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { ApiScope } from './permissions.ts';
import { line, Reason } from './text.ts';

/** What can be subscribed to; facts in the past tense. */
export const WebhookEventType = z.enum([
  'user.registered',
  'user.statusChanged',
  'user.deleted',
  'organization.created',
  'organization.memberAdded',
  'organization.memberRemoved',
  'organization.creditsChanged',
  'apiKey.created',
  'apiKey.revoked',
  'subscription.changed',
  'transfer.awaitingApproval',
  'transfer.confirmed',
  'transfer.received',
  'transfer.failed',
  'transfer.rejected',
  'webhook.tested',
]);
export type WebhookEventType = z.infer<typeof WebhookEventType>;

/** Types an endpoint of an organization may ask for: what is about that organization. */
export const organizationEventTypes = [
  'organization.memberAdded',
  'organization.memberRemoved',
  'organization.creditsChanged',
  'apiKey.created',
  'apiKey.revoked',
  'subscription.changed',
  'transfer.awaitingApproval',
  'transfer.confirmed',
  'transfer.received',
  'transfer.failed',
  'transfer.rejected',
  'webhook.tested',
] as const satisfies readonly WebhookEventType[];

/** A transfer as one of the organizations in it hears of it. */
const transferFacts = {
  organizationId: Id,
  transferId: Id,
  kind: TransferKind,
  /** Of the organization. */
  walletId: Id,
  amount: DecimalText,
};
const sentTransfer = z.object({
  ...transferFacts,
  fee: DecimalText,
  businessAccountId: Id.nullable(),
});

/** What the `data` of each event holds: ids and states, never a contact or a secret. */
export const webhookPayloads = {
  'user.registered': z.object({ userId: Id }),
  'user.statusChanged': z.object({ userId: Id, previousStatus: UserStatus, status: UserStatus }),
  'user.deleted': z.object({ userId: Id }),
  'organization.created': z.object({ organizationId: Id, name: z.string(), slug: z.string() }),
  'organization.memberAdded': z.object({ organizationId: Id, userId: Id, role: MembershipRole }),
  'organization.memberRemoved': z.object({ organizationId: Id, userId: Id }),
  'organization.creditsChanged': z.object({
    organizationId: Id,
    kind: CreditEntryKind,
    /** Credits, signed. */
    amount: z.int(),
    balanceAfter: z.int(),
  }),
  'apiKey.created': z.object({
    organizationId: Id,
    apiKeyId: Id,
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(ApiScope),
  }),
  'apiKey.revoked': z.object({
    organizationId: Id,
    apiKeyId: Id,
    name: z.string(),
    prefix: z.string(),
  }),
  'subscription.changed': z.object({
    organizationId: Id,
    plan: SubscriptionPlan,
    status: SubscriptionStatus,
    expiresAt: z.iso.datetime().nullable(),
  }),
  'transfer.awaitingApproval': sentTransfer,
  'transfer.confirmed': sentTransfer,
  'transfer.received': z.object({ ...transferFacts, fromWalletId: Id }),
  'transfer.failed': sentTransfer,
  'transfer.rejected': sentTransfer,
  'webhook.tested': z.object({ endpointId: Id }),
} as const satisfies Readonly<Record<WebhookEventType, z.ZodObject>>;
export type WebhookPayloads = {
  readonly [T in WebhookEventType]: z.infer<(typeof webhookPayloads)[T]>;
};

/** Where events go: https, or http in development; never a private address. */
export const WebhookUrl = z
  .string()
  .max(2000, { error: 'too_long' })
  .pipe(z.url({ protocol: /^https?$/u, error: 'url' }));

export const WebhookEndpointView = z.object({
  id: Id,
  organizationId: Id.nullable(),
  organizationName: z.string().nullable(),
  url: z.string(),
  description: z.string(),
  eventTypes: z.array(WebhookEventType),
  isEnabled: z.boolean(),
  disabledReason: z.string().nullable(),
  failingSince: z.date().nullable(),
  lastDeliveredAt: z.date().nullable(),
  previousSecretExpiresAt: z.date().nullable(),
  createdAt: z.date(),
  version: z.int(),
});
export type WebhookEndpointView = z.infer<typeof WebhookEndpointView>;

export const ListWebhookEndpointsInput = PageInput.extend({ organizationId: Id.optional() });
export type ListWebhookEndpointsInput = z.infer<typeof ListWebhookEndpointsInput>;
export const WebhookEndpointPage = pageOf(WebhookEndpointView);
export type WebhookEndpointPage = z.infer<typeof WebhookEndpointPage>;

export const CreateWebhookEndpointInput = z.strictObject({
  organizationId: Id.optional(),
  url: WebhookUrl,
  description: line(200, 0).default(''),
  eventTypes: z.array(WebhookEventType).min(1).max(20),
});
export type CreateWebhookEndpointInput = z.infer<typeof CreateWebhookEndpointInput>;

/** The secret (`whsec_…`) is seen at creation and rotation alone. */
export const WebhookSecret = z.object({ endpoint: WebhookEndpointView, secret: z.string() });
export type WebhookSecret = z.infer<typeof WebhookSecret>;

export const UpdateWebhookEndpointInput = z.strictObject({
  endpointId: Id,
  version: Version,
  url: WebhookUrl,
  description: line(200, 0),
  eventTypes: z.array(WebhookEventType).min(1).max(20),
  isEnabled: z.boolean(),
});
export type UpdateWebhookEndpointInput = z.infer<typeof UpdateWebhookEndpointInput>;

export const WebhookEndpointInput = z.strictObject({ endpointId: Id });
export type WebhookEndpointInput = z.infer<typeof WebhookEndpointInput>;

export const RemoveWebhookEndpointInput = z.strictObject({
  endpointId: Id,
  version: Version,
  reason: Reason,
});
export type RemoveWebhookEndpointInput = z.infer<typeof RemoveWebhookEndpointInput>;

export const RotateWebhookSecretInput = z.strictObject({
  endpointId: Id,
  version: Version,
  overlapHours: z.int().min(0).max(168).default(24),
});
export type RotateWebhookSecretInput = z.infer<typeof RotateWebhookSecretInput>;

export const ListWebhookDeliveriesInput = PageInput.extend({
  endpointId: Id.optional(),
  organizationId: Id.optional(),
  status: z.array(WebhookDeliveryStatus).max(5).optional(),
  eventType: WebhookEventType.optional(),
});
export type ListWebhookDeliveriesInput = z.infer<typeof ListWebhookDeliveriesInput>;

export const WebhookDeliveryView = z.object({
  id: Id,
  endpointId: Id,
  endpointUrl: z.string(),
  eventId: Id,
  eventType: WebhookEventType,
  replayNumber: z.int(),
  status: WebhookDeliveryStatus,
  attempts: z.int(),
  responseStatus: z.int().nullable(),
  error: z.string().nullable(),
  createdAt: z.date(),
  availableAt: z.date(),
  deliveredAt: z.date().nullable(),
});
export type WebhookDeliveryView = z.infer<typeof WebhookDeliveryView>;
export const WebhookDeliveryPage = pageOf(WebhookDeliveryView);
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPage>;

export const WebhookDeliveryInput = z.strictObject({ deliveryId: Id });
export type WebhookDeliveryInput = z.infer<typeof WebhookDeliveryInput>;

export const WebhookDeliveryDetail = WebhookDeliveryView.extend({
  /** JSON as it was sent. */
  payload: z.string(),
  attemptLog: z.array(
    z.object({
      attemptNumber: z.int(),
      startedAt: z.date(),
      durationMs: z.int(),
      responseStatus: z.int().nullable(),
      responseBody: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>;

/** Sends again what an endpoint missed between two moments. */
export const ReplayWebhookDeliveriesInput = z.strictObject({
  endpointId: Id,
  from: z.date(),
  to: z.date(),
});
export type ReplayWebhookDeliveriesInput = z.infer<typeof ReplayWebhookDeliveriesInput>;

export const ReplayedWebhooks = z.object({
  replayed: z.int(),
  /** More than one call sends again: ask once more. */
  hasMore: z.boolean(),
});
export type ReplayedWebhooks = z.infer<typeof ReplayedWebhooks>;
