import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';

const refetchMs = 10_000;

/** The database as it is now, read again every ten seconds. */
export function useDatabase() {
  const { api } = useApi();
  return useQuery(api.platform.getDatabase.queryOptions(undefined, { refetchInterval: refetchMs }));
}
