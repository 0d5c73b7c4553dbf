import { AppError } from '@freehold/core-contracts/errors';
import type {
  ReplayedWebhooks,
  ReplayWebhookDeliveriesInput,
  WebhookDeliveryInput,
  WebhookDeliveryView,
} from '@freehold/core-contracts/webhooks';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { deliveryFields, toDeliveryView } from './delivery-fields.ts';
import { assertMayUse, deliveryNotFound, requireEndpoint } from './endpoint-access.ts';

/** Events that one call sends again. */
export const maxReplays = 500;

/** Sends the event of a delivery again, as a delivery of its own under the same `webhook-id`. Throws NOT_FOUND `entity.not_found`, CONFLICT `webhook.disabled` and `webhook.under_way`. */
export async function replayWebhookDelivery({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: WebhookDeliveryInput;
}): Promise<WebhookDeliveryView> {
  const row = await ctx.db.webhookDelivery.findFirst({
    where: { id: input.deliveryId },
    select: { endpointId: true, eventId: true, endpoint: { select: { organizationId: true } } },
  });
  if (row === null) throw deliveryNotFound();
  const { endpointId, eventId } = row;
  const { organizationId } = row.endpoint;
  await assertMayUse(ctx, organizationId, 'MANAGE', deliveryNotFound);
  const replayed = await inTransaction(ctx.db, async (tx) => {
    await assertEnabled(tx, endpointId);
    await replay(tx, ctx, endpointId, [eventId]);
    const delivery = await tx.webhookDelivery.findFirst({
      where: { endpointId, eventId, status: 'PENDING' },
      orderBy: { replayNumber: 'desc' },
      select: deliveryFields,
    });
    if (delivery === null) throw new AppError('CONFLICT', 'webhook.under_way');
    await recordAudit(tx, ctx, {
      action: 'webhook.replay',
      entityType: 'WebhookEndpoint',
      entityId: endpointId,
      organizationId: organizationId ?? undefined,
      changes: { deliveryId: delivery.id, eventId },
    });
    return delivery;
  });
  ctx.wake('webhooks');
  return toDeliveryView(replayed);
}

/** Sends again what an endpoint missed between two moments, at most 500 events a call, oldest first. Throws NOT_FOUND `entity.not_found`, CONFLICT `webhook.disabled`. */
export async function replayWebhookDeliveries({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ReplayWebhookDeliveriesInput;
}): Promise<ReplayedWebhooks> {
  const { endpointId, from, to } = input;
  const { organizationId } = await requireEndpoint(ctx, endpointId, 'MANAGE');
  const outcome = await inTransaction(ctx.db, async (tx) => {
    await assertEnabled(tx, endpointId);
    const missed = await tx.webhookEvent.findMany({
      where: {
        createdAt: { gte: from, lte: to },
        deliveries: {
          some: { endpointId },
          none: { endpointId, status: { in: ['DELIVERED', 'PENDING', 'LOCKED'] } },
        },
      },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: maxReplays + 1,
      select: { id: true },
    });
    const eventIds = missed.slice(0, maxReplays).map(({ id }) => id);
    const replayed = await replay(tx, ctx, endpointId, eventIds);
    if (replayed > 0) {
      await recordAudit(tx, ctx, {
        action: 'webhook.replay',
        entityType: 'WebhookEndpoint',
        entityId: endpointId,
        organizationId: organizationId ?? undefined,
        changes: { from: from.toISOString(), to: to.toISOString(), replayed },
      });
    }
    return { replayed, hasMore: missed.length > maxReplays };
  });
  ctx.wake('webhooks');
  return outcome;
}

async function assertEnabled(tx: TenantTransaction, endpointId: string): Promise<void> {
  const { count } = await tx.webhookEndpoint.updateMany({
    where: { id: endpointId, isEnabled: true },
    // Holds the endpoint until the commit, so that replays of it come one after another.
    data: { isEnabled: true },
  });
  if (count === 0) throw new AppError('CONFLICT', 'webhook.disabled');
}

/** Queues each event once more, unless it is queued or under way already; gives how many. */
async function replay(
  tx: TenantTransaction,
  ctx: ServiceContext,
  endpointId: string,
  eventIds: readonly string[],
): Promise<number> {
  const numbers = await tx.webhookDelivery.groupBy({
    by: ['eventId'],
    where: { endpointId, eventId: { in: [...eventIds] } },
    _max: { replayNumber: true },
  });
  const queued = await tx.webhookDelivery.findMany({
    where: { endpointId, eventId: { in: [...eventIds] }, status: { in: ['PENDING', 'LOCKED'] } },
    take: maxReplays,
    select: { eventId: true },
  });
  const busy = new Set(queued.map(({ eventId }) => eventId));
  const now = ctx.clock();
  const { count } = await tx.webhookDelivery.createMany({
    data: numbers
      .filter(({ eventId }) => !busy.has(eventId))
      .map(({ eventId, _max }) => ({
        endpointId,
        eventId,
        replayNumber: (_max.replayNumber ?? 0) + 1,
        availableAt: now,
        createdAt: now,
      })),
  });
  return count;
}
