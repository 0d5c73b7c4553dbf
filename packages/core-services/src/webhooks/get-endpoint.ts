import type { WebhookEndpointInput, WebhookEndpointView } from '@freehold/core-contracts/webhooks';
import type { ServiceContext } from '../context.ts';
import { requireEndpoint } from './endpoint-access.ts';
import { toEndpointView } from './endpoint-fields.ts';

/** One endpoint, without its secret. Throws NOT_FOUND `entity.not_found`. */
export async function getWebhookEndpoint({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: WebhookEndpointInput;
}): Promise<WebhookEndpointView> {
  return toEndpointView(await requireEndpoint(ctx, input.endpointId, 'READ'));
}
