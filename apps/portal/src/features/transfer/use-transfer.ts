import { useQuery } from '@tanstack/react-query';
import { clientsOf } from '../../lib/clients.ts';

const pollMs = 2000;

/** A transfer of one's own; looked at again for as long as it is under way. */
export function useTransfer(slug: string, transferId: string) {
  return useQuery({
    queryKey: [slug, 'money', 'transfer', transferId],
    queryFn: () => clientsOf(slug).api.money.getTransfer.query({ transferId }),
    refetchInterval: ({ state }) => (state.data?.status === 'PENDING' ? pollMs : false),
  });
}
