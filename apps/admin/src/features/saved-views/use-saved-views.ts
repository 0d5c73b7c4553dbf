import { useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';

/** The operator's own views of one list. */
export function useSavedViews(page: string) {
  const { api, queryClient } = useApi();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: api.savedViews.pathKey() });
  return {
    list: useQuery(api.savedViews.list.queryOptions({ page }, { staleTime: 60_000 })),
    save: useMutation(api.savedViews.save.mutationOptions({ onSettled })),
    remove: useMutation(api.savedViews.remove.mutationOptions({ onSettled })),
  };
}
