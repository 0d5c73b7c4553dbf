import type { ProposalView } from '@freehold/core-contracts/people';
import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { pageInput } from '../../lib/use-list.ts';
import type { ProposalsSearch } from './proposals-search.ts';

const refetchMs = 10_000;

const filterOf = {
  waiting: { status: ['WAITING'], decider: 'OPERATOR', isOwn: false },
  mine: { isOwn: true },
  all: {},
} as const;

/** One page of proposals, newest first. */
export function useProposals(search: ProposalsSearch) {
  const { api } = useApi();
  const { status, ...filter } = { status: undefined, ...filterOf[search.show ?? 'waiting'] };
  const input = { ...pageInput(search), ...filter, ...(status ? { status: [...status] } : {}) };
  return useQuery(
    api.proposals.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
}

/** One proposal. */
export function useProposal(proposalId: string) {
  const { api } = useApi();
  return useQuery(
    api.proposals.get.queryOptions({ proposalId }, { refetchInterval: refetchMs, staleTime: 0 }),
  );
}

/** What a proposal that waits would change of a business account, with the names of those it is about. */
export function useProposedChange({ id, entityType, entityId, status }: ProposalView) {
  const { api } = useApi();
  const isOfAccount = entityType === 'BusinessAccount' && status === 'WAITING';
  const input = isOfAccount ? { businessAccountId: entityId } : skipToken;
  const { data } = useQuery(api.businessAccounts.listChanges.queryOptions(input));
  return data?.find((each) => each.id === id);
}

/** Decisions; what they carry out may change anything, so everything is read again. */
export function useDecideProposal() {
  const { api, queryClient } = useApi();
  const onSettled = () => queryClient.invalidateQueries();
  return {
    approve: useMutation(api.proposals.approve.mutationOptions({ onSettled })),
    reject: useMutation(api.proposals.reject.mutationOptions({ onSettled })),
    withdraw: useMutation(api.proposals.withdraw.mutationOptions({ onSettled })),
  };
}
