import type {
  ListWebhookDeliveriesInput,
  WebhookDeliveryPage,
} from '@freehold/core-contracts/webhooks';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { deliveryFields, toDeliveryView } from './delivery-fields.ts';
import { assertEndpointAccess, requireEndpoint } from './endpoint-access.ts';

/** A page of deliveries, newest first: of one endpoint, of an organization's, or of the tenant's own. Throws as `assertEndpointAccess`. */
export async function listWebhookDeliveries({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListWebhookDeliveriesInput;
}): Promise<WebhookDeliveryPage> {
  const where = await toWhere(ctx, input);
  const [rows, total] = await Promise.all([
    ctx.db.webhookDelivery.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: deliveryFields,
    }),
    ctx.db.webhookDelivery.count({ where }),
  ]);
  return toPage(rows.map(toDeliveryView), total, input);
}

async function toWhere(
  ctx: ServiceContext,
  { endpointId, organizationId, status, eventType }: ListWebhookDeliveriesInput,
): Promise<Prisma.WebhookDeliveryWhereInput> {
  const filters = {
    ...(status === undefined || status.length === 0 ? {} : { status: { in: status } }),
    ...(eventType === undefined ? {} : { event: { eventType } }),
  };
  if (endpointId !== undefined) {
    await requireEndpoint(ctx, endpointId, 'READ');
    return { ...filters, endpointId };
  }
  const owner = organizationId ?? null;
  await assertEndpointAccess(ctx, owner, 'READ');
  return { ...filters, endpoint: { organizationId: owner } };
}
