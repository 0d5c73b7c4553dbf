import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  CreateWebhookEndpointInput,
  RemoveWebhookEndpointInput,
  RotateWebhookSecretInput,
  UpdateWebhookEndpointInput,
} from '@freehold/core-contracts/webhooks';
import { clientsOf } from '../../lib/clients.ts';

const pageLimit = 25;
const pollMs = 5000;

const keyOf = (slug: string, organizationId: string) => [
  slug,
  'organization',
  organizationId,
  'webhooks',
];

/** Where an organization has its events sent. */
export function useEndpoints(slug: string, organizationId: string, page: number) {
  return useQuery({
    queryKey: [...keyOf(slug, organizationId), 'endpoints', page],
    queryFn: () =>
      clientsOf(slug).api.webhooks.list.query({ organizationId, page, limit: pageLimit }),
    placeholderData: (shown) => shown,
  });
}

/** What was sent, newest first; looked at again by itself while something is under way. */
export function useDeliveries(slug: string, organizationId: string, page: number) {
  return useQuery({
    queryKey: [...keyOf(slug, organizationId), 'deliveries', page],
    queryFn: () =>
      clientsOf(slug).api.webhooks.listDeliveries.query({
        organizationId,
        page,
        limit: pageLimit,
      }),
    placeholderData: (shown) => shown,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'PENDING' || status === 'LOCKED')
        ? pollMs
        : false,
  });
}

/** One delivery with its content and every attempt. */
export function useDelivery(slug: string, organizationId: string, deliveryId: string) {
  return useQuery({
    queryKey: [...keyOf(slug, organizationId), 'delivery', deliveryId],
    queryFn: () => clientsOf(slug).api.webhooks.getDelivery.query({ deliveryId }),
  });
}

export const webhookKeys = (slug: string, organizationId: string) => [keyOf(slug, organizationId)];

/** The acts on endpoints and deliveries, to be run through `useAct` or `useForm`. */
export function webhookActs(slug: string) {
  const { webhooks } = clientsOf(slug).api;
  return {
    create: (input: z.input<typeof CreateWebhookEndpointInput>) => webhooks.create.mutate(input),
    update: (input: UpdateWebhookEndpointInput) => webhooks.update.mutate(input),
    remove: (input: RemoveWebhookEndpointInput) => webhooks.remove.mutate(input),
    rotateSecret: (input: z.input<typeof RotateWebhookSecretInput>) =>
      webhooks.rotateSecret.mutate(input),
    sendTest: (endpointId: string) => webhooks.sendTest.mutate({ endpointId }),
    replay: (deliveryId: string) => webhooks.replay.mutate({ deliveryId }),
  };
}
