import type {
  ListWebhookEndpointsInput,
  WebhookEndpointPage,
} from '@freehold/core-contracts/webhooks';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { assertEndpointAccess } from './endpoint-access.ts';
import { endpointFields, toEndpointView } from './endpoint-fields.ts';

/** A page of an organization's endpoints, or without one of the tenant's own, newest first. Throws as `assertEndpointAccess`. */
export async function listWebhookEndpoints({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListWebhookEndpointsInput;
}): Promise<WebhookEndpointPage> {
  const organizationId = input.organizationId ?? null;
  await assertEndpointAccess(ctx, organizationId, 'READ');
  const where = { organizationId };
  const [rows, total] = await Promise.all([
    ctx.db.webhookEndpoint.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: endpointFields,
    }),
    ctx.db.webhookEndpoint.count({ where }),
  ]);
  return toPage(rows.map(toEndpointView), total, input);
}
