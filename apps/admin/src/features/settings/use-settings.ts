import { useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';

const refetchMs = 15_000;

/** Settings as they are; read again, so that another operator's change is seen. */
export function useSettings() {
  const { api } = useApi();
  return useQuery(
    api.tenants.getSettings.queryOptions(undefined, { refetchInterval: refetchMs, staleTime: 0 }),
  );
}

/** Changes the settings; everything that may depend on them is read again. */
export function useUpdateSettings() {
  const { api, queryClient } = useApi();
  return useMutation(
    api.tenants.updateSettings.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(),
    }),
  );
}
