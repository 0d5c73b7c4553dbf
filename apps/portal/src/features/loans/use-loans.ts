import { useQuery } from '@tanstack/react-query';
import type { ApplyForLoanInput } from '@freehold/core-contracts/loans';
import { clientsOf } from '../../lib/clients.ts';

const pageLimit = 20;
const pollMs = 3000;

/** One's own loans, newest first; looked at again while the ledger is awaited. */
export function useOwnLoans(slug: string, page: number) {
  return useQuery({
    queryKey: [slug, 'money', 'loans', page],
    queryFn: () => clientsOf(slug).api.loans.listOwn.query({ page, limit: pageLimit }),
    placeholderData: (shown) => shown,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'REQUESTED' || status === 'APPROVING')
        ? pollMs
        : false,
  });
}

/** The wallets that a loan can be paid to: one's own. */
export function useOwnWallets(slug: string) {
  return useQuery({
    queryKey: [slug, 'money', 'wallets'],
    queryFn: () => clientsOf(slug).api.money.listWallets.query(),
    select: (wallets) => wallets.filter(({ kind }) => kind === 'PERSONAL'),
  });
}

/** Asks for a loan; the same id again asks for no other. */
export function applyForLoan(slug: string, input: ApplyForLoanInput) {
  return clientsOf(slug).api.loans.applyFor.mutate(input);
}
