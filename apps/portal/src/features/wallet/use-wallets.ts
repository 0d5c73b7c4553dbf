import { useQuery } from '@tanstack/react-query';
import { clientsOf } from '../../lib/clients.ts';

const pollMs = 5000;
const flowPollMs = 3000;
const mostWaiting = 10;
const newest = 6;

export const chartDays = 30;

/** The wallets that the person may use; looked for again until the first is there. */
export function useWallets(slug: string) {
  return useQuery({
    queryKey: [slug, 'money', 'wallets'],
    queryFn: () => clientsOf(slug).api.money.listWallets.query(),
    refetchInterval: ({ state }) => (state.data?.length === 0 ? pollMs : false),
  });
}

/** What has been asked for and is neither there nor back yet; looked at again for as long as there is any. */
export function useWaiting(slug: string, walletId: string) {
  return useQuery({
    queryKey: [slug, 'money', 'waiting', walletId],
    queryFn: async () => {
      const { api } = clientsOf(slug);
      const [pending, held] = await Promise.all(
        (['PENDING', 'AWAITING_APPROVAL'] as const).map((status) =>
          api.money.listTransfers.query({ walletId, status, limit: mostWaiting }),
        ),
      );
      return [...(held?.items ?? []), ...(pending?.items ?? [])];
    },
    refetchInterval: ({ state }) => (state.data?.length ? flowPollMs : false),
  });
}

/** The newest entries of a wallet. */
export function useNewestEntries(slug: string, walletId: string) {
  return useQuery({
    queryKey: [slug, 'money', 'newest', walletId],
    queryFn: () => clientsOf(slug).api.money.statement.query({ walletId, limit: newest }),
  });
}

/** What each of the last days brought, and how it ended. */
export function useChart(slug: string, walletId: string) {
  return useQuery({
    queryKey: [slug, 'money', 'chart', walletId],
    queryFn: () => clientsOf(slug).api.money.chart.query({ walletId, days: chartDays }),
  });
}
