import { useQuery } from '@tanstack/react-query';
import { clientsOf } from '../../lib/clients.ts';

const pollMs = 5000;

/** The person's own wallets; looked for again until the first is there. */
export function useWallets(slug: string) {
  return useQuery({
    queryKey: [slug, 'wallets'],
    queryFn: () => clientsOf(slug).api.account.listWallets.query(),
    refetchInterval: ({ state }) => (state.data?.length === 0 ? pollMs : false),
  });
}
