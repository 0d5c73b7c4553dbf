import type { MessageAct } from '@freehold/core-contracts/messages';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { MessagesSearch } from './messages-search.ts';

const refetchMs = 5_000;

/** What the list is asked for. */
export function toMessagesInput(search: MessagesSearch) {
  return {
    ...pageInput(search),
    ...defined({
      search: search.q,
      channel: search.channel,
      status: search.status?.length ? search.status : undefined,
      template: search.template,
    }),
  };
}

/** One page of messages, newest first. */
export function useMessages(search: MessagesSearch) {
  const { api } = useApi();
  return useQuery(
    api.messages.list.queryOptions(toMessagesInput(search), {
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

const procedures = { RETRY: 'retry', RESEND: 'resend', CANCEL: 'cancel' } as const;

/** Tries a message again, sends it once more or calls it off. */
export function useMessageAct(act: MessageAct) {
  const { api, queryClient } = useApi();
  return useMutation(
    api.messages[procedures[act]].mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: api.messages.pathKey() }),
    }),
  );
}
