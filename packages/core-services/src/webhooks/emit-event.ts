import type { WebhookEventType, WebhookPayloads } from '@freehold/core-contracts/webhooks';
import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';

export interface WebhookEventRequest<T extends WebhookEventType> {
  readonly eventType: T;
  readonly payload: WebhookPayloads[T];
  /** The organization it is about: its own endpoints hear of it too. */
  readonly organizationId?: string | undefined;
  /** One event per cause: the same key again adds nothing. At most 160 characters. */
  readonly idempotencyKey: string;
}

/** Most endpoints that one event reaches; a tenant and an organization may have fewer. */
const mostEndpoints = 100;

const findSubscribers = defineReviewedSql(
  'webhookEndpoint.subscribers',
  'An endpoint that is being removed must be waited for or left out, never pointed at: Prisma has no row locks',
);

/**
 * Tells whoever subscribes of a change, in that change's own transaction: the tenant's endpoints of
 * everything, an organization's of what is about it. After the commit `ctx.wake('webhooks')` spares
 * the worker a poll.
 */
export async function emitEvent<T extends WebhookEventType>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  request: WebhookEventRequest<T>,
): Promise<void> {
  await emitEvents(tx, ctx, [request]);
}

/** The same for many changes at once; a statement for each kind and organization among them. */
export async function emitEvents(
  tx: TenantTransaction,
  ctx: ServiceContext,
  requests: readonly WebhookEventRequest<WebhookEventType>[],
): Promise<void> {
  if (requests.length === 0) return;
  const events = await tx.webhookEvent.createManyAndReturn({
    data: requests.map(({ eventType, payload, organizationId, idempotencyKey }) => ({
      eventType,
      payload,
      organizationId: organizationId ?? null,
      idempotencyKey,
      createdAt: ctx.clock(),
    })),
    skipDuplicates: true,
    select: { id: true, eventType: true, organizationId: true },
  });
  const groups = Map.groupBy(events, (event) => `${event.eventType}:${event.organizationId ?? ''}`);
  for (const group of groups.values()) await deliver(tx, ctx, group);
}

type EventRow = Pick<Prisma.WebhookEventGetPayload<object>, 'id' | 'eventType' | 'organizationId'>;

/** Deliveries of events of one kind about one organization. */
async function deliver(
  tx: TenantTransaction,
  ctx: ServiceContext,
  events: readonly EventRow[],
): Promise<void> {
  const [first] = events;
  if (first === undefined) return;
  const endpoints = await queryReviewed<{ id: string }>(
    tx,
    findSubscribers,
    Prisma.sql`SELECT "id" FROM "WebhookEndpoint"
      WHERE "isEnabled" AND ${first.eventType} = ANY ("eventTypes")
        AND ("organizationId" IS NULL OR "organizationId" = ${first.organizationId}::uuid)
      ORDER BY "id" LIMIT ${mostEndpoints}::int
      FOR KEY SHARE`,
  );
  if (endpoints.length === 0) return;
  await tx.webhookDelivery.createMany({
    data: events.flatMap(({ id: eventId }) =>
      endpoints.map(({ id: endpointId }) => ({ endpointId, eventId, availableAt: ctx.clock() })),
    ),
  });
}
