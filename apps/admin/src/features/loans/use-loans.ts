import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { useCan } from '../../lib/session.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { LoansSearch } from './loans-search.ts';

const refetchMs = 5_000;

/** What the list is asked for, without its page: the file wants the same. */
export function loansFilters({ q, status }: LoansSearch) {
  return defined({ search: q, status: status?.length ? status : undefined });
}

/** One page of loans. */
export function useLoans(search: LoansSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...loansFilters(search) };
  return useQuery(
    api.loans.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
}

/** What is in the pool, for those who may read the treasury. */
export function useLoanPool() {
  const { api } = useApi();
  return useQuery(
    api.treasury.overview.queryOptions(undefined, {
      enabled: useCan('treasury.read'),
      refetchInterval: refetchMs,
    }),
  );
}

/** Approvals on a loan that wait for a second operator. */
export function useLoanProposals(loanId: string) {
  const { api } = useApi();
  return useQuery(
    api.proposals.list.queryOptions(
      { entityId: loanId, status: ['WAITING'], page: 1, limit: 5 },
      { enabled: useCan('proposal.read'), refetchInterval: refetchMs, staleTime: 0 },
    ),
  );
}

/** Decisions; whatever they may have changed is read again afterwards. */
export function useLoanActs() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.loans, api.treasury, api.proposals, api.audit, api.transfers].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  return {
    approve: useMutation(api.loans.approve.mutationOptions({ onSettled })),
    reject: useMutation(api.loans.reject.mutationOptions({ onSettled })),
  };
}
