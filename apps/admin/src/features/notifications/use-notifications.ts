import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useApi } from '../../lib/api.tsx';

const limit = 20;
const fresh = { staleTime: 0 } as const;

/** The operator's notifications, newest first, in stretches that follow one another. */
export function useNotifications() {
  const { api, queryClient } = useApi();
  return useInfiniteQuery({
    queryKey: [...api.notifications.list.pathKey(), 'stretches'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      queryClient.fetchQuery(
        api.notifications.list.queryOptions({ limit, ...(cursor ? { cursor } : {}) }, fresh),
      ),
    getNextPageParam: (stretch) => stretch.nextCursor ?? undefined,
  });
}

/** Listens for what arrives or was read elsewhere, for as long as the page is open. */
export function useNotificationStream() {
  const { api, queryClient } = useApi();
  useSubscription(
    api.notifications.watch.subscriptionOptions(undefined, {
      onData: () => queryClient.invalidateQueries({ queryKey: api.notifications.list.pathKey() }),
    }),
  );
}

/** Marks some, or without ids all, as read. */
export function useMarkRead() {
  const { api, queryClient } = useApi();
  return useMutation(
    api.notifications.markRead.mutationOptions({
      onSettled: () =>
        queryClient.invalidateQueries({ queryKey: api.notifications.list.pathKey() }),
    }),
  );
}
