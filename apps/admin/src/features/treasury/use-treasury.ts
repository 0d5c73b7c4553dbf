import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { useCan } from '../../lib/session.tsx';
import { pageInput } from '../../lib/use-list.ts';
import type { TreasurySearch } from './treasury-search.ts';

const liveMs = 5_000;
const settingsRefetchMs = 15_000;
const found = 8;

/** Where the tenant's money stands. */
export function useTreasury() {
  const { api } = useApi();
  return useQuery(api.treasury.overview.queryOptions(undefined, { refetchInterval: liveMs }));
}

/** One page of issues, the newest first. */
export function useIssues(search: TreasurySearch) {
  const { api } = useApi();
  return useQuery(
    api.treasury.listIssues.queryOptions(pageInput(search), {
      placeholderData: keepPreviousData,
      refetchInterval: liveMs,
    }),
  );
}

/** Issues and settings that wait for a second operator. */
export function useTreasuryProposals() {
  const { api } = useApi();
  const { data } = useQuery(
    api.proposals.list.queryOptions(
      { status: ['WAITING'], page: 1, limit: 50 },
      { enabled: useCan('proposal.read'), refetchInterval: liveMs, staleTime: 0 },
    ),
  );
  return data?.items.filter(({ action }) => action.startsWith('treasury.')) ?? [];
}

/** Fees, risk and tax as they are. */
export function useMoneySettings() {
  const { api } = useApi();
  return useQuery(
    api.treasury.getSettings.queryOptions(undefined, {
      refetchInterval: settingsRefetchMs,
      staleTime: 0,
    }),
  );
}

/** Wallets to choose a receiver from. */
export function useFoundWallets(text: string) {
  const { api } = useApi();
  const kind = ['PERSONAL' as const, 'ORGANIZATION' as const];
  return useQuery(
    api.wallets.list.queryOptions(
      { search: text, kind, isFrozen: false, page: 1, limit: found },
      { enabled: text.length > 1, placeholderData: keepPreviousData },
    ),
  );
}

/** Issues money and changes its rules; whatever it may have changed is read again afterwards. */
export function useTreasuryActs() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.treasury, api.proposals, api.audit, api.transfers, api.wallets].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  return {
    issue: useMutation(api.treasury.distributeGenesis.mutationOptions({ onSettled })),
    updateSettings: useMutation(api.treasury.updateSettings.mutationOptions({ onSettled })),
  };
}
