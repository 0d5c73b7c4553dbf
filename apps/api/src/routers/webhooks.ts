import { Done } from '@freehold/core-contracts/session';
import {
  CreateWebhookEndpointInput,
  ListWebhookDeliveriesInput,
  ListWebhookEndpointsInput,
  RemoveWebhookEndpointInput,
  ReplayedWebhooks,
  ReplayWebhookDeliveriesInput,
  RotateWebhookSecretInput,
  UpdateWebhookEndpointInput,
  WebhookDeliveryDetail,
  WebhookDeliveryInput,
  WebhookDeliveryPage,
  WebhookDeliveryView,
  WebhookEndpointInput,
  WebhookEndpointPage,
  WebhookEndpointView,
  WebhookSecret,
} from '@freehold/core-contracts/webhooks';
import { createWebhookEndpoint } from '@freehold/core-services/webhooks/create-endpoint';
import { getWebhookDelivery } from '@freehold/core-services/webhooks/get-delivery';
import { getWebhookEndpoint } from '@freehold/core-services/webhooks/get-endpoint';
import { listWebhookDeliveries } from '@freehold/core-services/webhooks/list-deliveries';
import { listWebhookEndpoints } from '@freehold/core-services/webhooks/list-endpoints';
import { removeWebhookEndpoint } from '@freehold/core-services/webhooks/remove-endpoint';
import {
  replayWebhookDeliveries,
  replayWebhookDelivery,
} from '@freehold/core-services/webhooks/replay-deliveries';
import { rotateWebhookSecret } from '@freehold/core-services/webhooks/rotate-secret';
import { sendTestEvent } from '@freehold/core-services/webhooks/send-test';
import { updateWebhookEndpoint } from '@freehold/core-services/webhooks/update-endpoint';
import { apiProcedure } from '@freehold/core-trpc/api-procedure';
import { router, type RestFacts, type StepUp } from '@freehold/core-trpc/trpc';

type Facts = Omit<RestFacts, 'scope' | 'tag'>;

// Whose endpoints they are decides what more is needed: the services look.
const reading = (facts: Facts) =>
  apiProcedure('organization.use', { ...facts, scope: 'webhook.read', tag: 'Webhooks' });
const managing = (facts: Facts, options: StepUp = {}) =>
  apiProcedure('organization.use', { ...facts, scope: 'webhook.manage', tag: 'Webhooks' }, options);
const stepUp = { isStepUpNeeded: true } as const;

export const webhooksRouter = router({
  list: reading({
    method: 'GET',
    path: '/webhook-endpoints',
    summary: 'Webhook endpoints, the newest first',
  })
    .input(ListWebhookEndpointsInput)
    .output(WebhookEndpointPage)
    .query(({ ctx, input }) => listWebhookEndpoints({ ctx: ctx.service, input })),

  get: reading({
    method: 'GET',
    path: '/webhook-endpoints/{endpointId}',
    summary: 'One webhook endpoint',
  })
    .input(WebhookEndpointInput)
    .output(WebhookEndpointView)
    .query(({ ctx, input }) => getWebhookEndpoint({ ctx: ctx.service, input })),

  create: managing(
    {
      method: 'POST',
      path: '/webhook-endpoints',
      summary: 'Adds a webhook endpoint; its secret is shown this once',
      successStatus: 201,
    },
    stepUp,
  )
    .input(CreateWebhookEndpointInput)
    .output(WebhookSecret)
    .mutation(({ ctx, input }) => createWebhookEndpoint({ ctx: ctx.service, input })),

  // Where events go is as telling as the secret: a session proves a factor, as for a new endpoint.
  update: managing(
    {
      method: 'PUT',
      path: '/webhook-endpoints/{endpointId}',
      summary: 'Changes a webhook endpoint, switches it on or off',
    },
    stepUp,
  )
    .input(UpdateWebhookEndpointInput)
    .output(WebhookEndpointView)
    .mutation(({ ctx, input }) => updateWebhookEndpoint({ ctx: ctx.service, input })),

  remove: managing({
    method: 'DELETE',
    path: '/webhook-endpoints/{endpointId}',
    summary: 'Removes a webhook endpoint with its deliveries',
    successStatus: 204,
  })
    .input(RemoveWebhookEndpointInput)
    .output(Done)
    .mutation(({ ctx, input }) => removeWebhookEndpoint({ ctx: ctx.service, input })),

  rotateSecret: managing(
    {
      method: 'POST',
      path: '/webhook-endpoints/{endpointId}/secret-rotations',
      summary:
        'Gives an endpoint a new secret, shown this once; the old one signs as well for a while',
      successStatus: 201,
    },
    stepUp,
  )
    .input(RotateWebhookSecretInput)
    .output(WebhookSecret)
    .mutation(({ ctx, input }) => rotateWebhookSecret({ ctx: ctx.service, input })),

  sendTest: managing({
    method: 'POST',
    path: '/webhook-endpoints/{endpointId}/tests',
    summary: 'Sends a test event to an endpoint',
    successStatus: 202,
  })
    .input(WebhookEndpointInput)
    .output(WebhookDeliveryView)
    .mutation(({ ctx, input }) => sendTestEvent({ ctx: ctx.service, input })),

  replayMissed: managing({
    method: 'POST',
    path: '/webhook-endpoints/{endpointId}/replays',
    summary: 'Sends again what an endpoint missed between two moments, up to 500 events',
    successStatus: 202,
  })
    .input(ReplayWebhookDeliveriesInput)
    .output(ReplayedWebhooks)
    .mutation(({ ctx, input }) => replayWebhookDeliveries({ ctx: ctx.service, input })),

  listDeliveries: reading({
    method: 'GET',
    path: '/webhook-deliveries',
    summary: 'Deliveries of the last 30 days, the newest first',
  })
    .input(ListWebhookDeliveriesInput)
    .output(WebhookDeliveryPage)
    .query(({ ctx, input }) => listWebhookDeliveries({ ctx: ctx.service, input })),

  getDelivery: reading({
    method: 'GET',
    path: '/webhook-deliveries/{deliveryId}',
    summary: 'One delivery with what was sent and what came back',
  })
    .input(WebhookDeliveryInput)
    .output(WebhookDeliveryDetail)
    .query(({ ctx, input }) => getWebhookDelivery({ ctx: ctx.service, input })),

  replay: managing({
    method: 'POST',
    path: '/webhook-deliveries/{deliveryId}/replays',
    summary: 'Sends the event of a delivery once more',
    successStatus: 202,
  })
    .input(WebhookDeliveryInput)
    .output(WebhookDeliveryView)
    .mutation(({ ctx, input }) => replayWebhookDelivery({ ctx: ctx.service, input })),
});
