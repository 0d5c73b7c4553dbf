import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { MessagesSearch } from './messages-search.ts';

const refetchMs = 5_000;

/** One page of messages, newest first. */
export function useMessages(search: MessagesSearch) {
  const { api } = useApi();
  const input = {
    ...pageInput(search),
    ...defined({
      search: search.q,
      channel: search.channel,
      status: search.status?.length ? search.status : undefined,
      template: search.template,
    }),
  };
  return useQuery(
    api.messages.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
}

/** One message, with its body where it may be read. */
export function useMessage(messageId: string) {
  const { api } = useApi();
  return useQuery(api.messages.get.queryOptions({ messageId }));
}

/** Lets a message be tried again. */
export function useRetryMessage() {
  const { api, queryClient } = useApi();
  return useMutation(
    api.messages.retry.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: api.messages.pathKey() }),
    }),
  );
}
