import { randomUUID } from 'node:crypto';
import { AppError } from '@freehold/core-contracts/errors';
import {
  organizationEventTypes,
  type CreateWebhookEndpointInput,
  type WebhookEventType,
  type WebhookSecret,
} from '@freehold/core-contracts/webhooks';
import {
  defineReviewedSql,
  inTransaction,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { assertWebhookUrl } from './webhook-url.ts';
import { assertEndpointAccess } from './endpoint-access.ts';
import { endpointFields, toEndpointView } from './endpoint-fields.ts';
import { newWebhookSecret, sealSecret } from './signing.ts';

/** Endpoints of one organization, and of a tenant itself. */
export const maxEndpoints = 20;

const lockOwner = defineReviewedSql(
  'webhookEndpoint.lockOwner',
  'Counting and adding must not interleave: Prisma has no advisory locks',
);

/**
 * Adds an endpoint; its secret is shown this once. Throws INVALID `webhook.url_refused` and
 * `webhook.event_not_available`, LIMIT_EXCEEDED `webhook.too_many`, and as `assertEndpointAccess`.
 */
export async function createWebhookEndpoint({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CreateWebhookEndpointInput;
}): Promise<WebhookSecret> {
  const organizationId = input.organizationId ?? null;
  await assertEndpointAccess(ctx, organizationId, 'MANAGE');
  const url = assertWebhookUrl(ctx, input.url);
  const eventTypes = assertEventTypes(organizationId, input.eventTypes);
  const id = randomUUID();
  const secret = newWebhookSecret();
  const endpoint = await inTransaction(ctx.db, async (tx) => {
    await assertRoom(tx, organizationId);
    const row = await tx.webhookEndpoint.create({
      data: {
        id,
        organizationId,
        url: url.href,
        description: input.description,
        eventTypes,
        secretCiphertext: sealSecret(
          ctx.keyring,
          { tenantId: ctx.tenant.id, endpointId: id },
          secret,
        ),
      },
      select: endpointFields,
    });
    await recordAudit(tx, ctx, {
      action: 'webhook.create',
      entityType: 'WebhookEndpoint',
      entityId: id,
      organizationId: organizationId ?? undefined,
      // A path or a query may hold a token of the receiver's.
      changes: { origin: url.origin, eventTypes },
    });
    return row;
  });
  return { endpoint: toEndpointView(endpoint), secret };
}

/** The types, each once. Throws INVALID `webhook.event_not_available` where an organization asks for what is not about it. */
export function assertEventTypes(
  organizationId: string | null,
  eventTypes: readonly WebhookEventType[],
): WebhookEventType[] {
  const offered: readonly WebhookEventType[] = organizationEventTypes;
  const strange =
    organizationId === null ? undefined : eventTypes.find((type) => !offered.includes(type));
  if (strange !== undefined) {
    throw new AppError('INVALID', 'webhook.event_not_available', { eventType: strange });
  }
  return [...new Set(eventTypes)];
}

async function assertRoom(tx: TenantTransaction, organizationId: string | null): Promise<void> {
  await queryReviewed(
    tx,
    lockOwner,
    Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended(
      'webhookEndpoint:' || current_setting('app.tenant_id') || ':' || ${organizationId ?? ''}, 0))::text`,
  );
  const count = await tx.webhookEndpoint.count({ where: { organizationId } });
  if (count >= maxEndpoints) {
    throw new AppError('LIMIT_EXCEEDED', 'webhook.too_many', { maximum: maxEndpoints });
  }
}
