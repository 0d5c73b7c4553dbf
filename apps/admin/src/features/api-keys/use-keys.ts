import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { KeysSearch } from './keys-search.ts';

const refetchMs = 20_000;

/** One page of keys: of one organization, or of all. */
export function useKeys(search: KeysSearch, organizationId: string | undefined) {
  const { api } = useApi();
  const { q, state } = search;
  const input = { ...pageInput(search), ...defined({ search: q, state, organizationId }) };
  return useQuery(
    api.apiKeys.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
}

/** What may be done about keys; lists and history are read again afterwards. */
export function useManageKeys() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.apiKeys, api.audit].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  return {
    create: useMutation(api.apiKeys.create.mutationOptions({ onSettled })),
    rotate: useMutation(api.apiKeys.rotate.mutationOptions({ onSettled })),
    revoke: useMutation(api.apiKeys.revoke.mutationOptions({ onSettled })),
  };
}
