import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { WebhooksSearch } from './webhooks-search.ts';

const refetchMs = 10_000;
/** No owner has more endpoints. */
const mostEndpoints = 20;

/** Endpoints of an organization, or of the tenant itself. */
export function useEndpoints(organizationId: string | undefined) {
  const { api } = useApi();
  return useQuery(
    api.webhooks.list.queryOptions(
      { page: 1, limit: mostEndpoints, ...defined({ organizationId }) },
      { refetchInterval: refetchMs },
    ),
  );
}

/** One page of deliveries. */
export function useDeliveries(search: WebhooksSearch, organizationId: string | undefined) {
  const { api } = useApi();
  const { delivery, event, endpoint } = search;
  const input = {
    ...pageInput(search),
    ...defined({ organizationId, status: delivery, eventType: event, endpointId: endpoint }),
  };
  return useQuery(
    api.webhooks.listDeliveries.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
}

/** One delivery with its attempts; while it is under way it is read again soon. */
export function useDelivery(deliveryId: string) {
  const { api } = useApi();
  return useQuery(
    api.webhooks.getDelivery.queryOptions({ deliveryId }, { refetchInterval: refetchMs / 2 }),
  );
}

/** What may be done about endpoints and deliveries; lists and history are read again afterwards. */
export function useManageWebhooks() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.webhooks, api.audit].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  return {
    create: useMutation(api.webhooks.create.mutationOptions({ onSettled })),
    update: useMutation(api.webhooks.update.mutationOptions({ onSettled })),
    remove: useMutation(api.webhooks.remove.mutationOptions({ onSettled })),
    rotateSecret: useMutation(api.webhooks.rotateSecret.mutationOptions({ onSettled })),
    sendTest: useMutation(api.webhooks.sendTest.mutationOptions({ onSettled })),
    replay: useMutation(api.webhooks.replay.mutationOptions({ onSettled })),
    replayMissed: useMutation(api.webhooks.replayMissed.mutationOptions({ onSettled })),
  };
}
