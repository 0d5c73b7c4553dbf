import type { WalletDetail } from '@freehold/core-contracts/wallets';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { readSort } from '../../lib/search-params.ts';
import { toMoments } from '../../lib/days.ts';
import { useCan } from '../../lib/session.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { WalletPageSearch, WalletsSearch } from './wallets-search.ts';

const listRefetchMs = 15_000;
const walletRefetchMs = 5_000;
const recentLimit = 12;
const entriesAtOnce = 50;
const newestFirst = { field: 'createdAt', direction: 'desc' } as const;

/** Sort that the address stands for. */
export function walletsSort(search: WalletsSearch) {
  return readSort(search.sort, newestFirst);
}

/** What the list is asked for, without its page: the export wants the same. */
export function walletsFilters(search: WalletsSearch) {
  const { q, kind, frozen, from } = search;
  return {
    ...defined({
      search: q,
      kind: kind?.length ? kind : undefined,
      isFrozen: frozen,
      minimumBalance: from,
    }),
    sort: walletsSort(search),
  };
}

/** One page of wallets. */
export function useWallets(search: WalletsSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...walletsFilters(search) };
  return useQuery(
    api.wallets.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: listRefetchMs,
    }),
  );
}

/** One wallet; read again often, so that what the ledger confirms and others do is seen. */
export function useWallet(walletId: string) {
  const { api } = useApi();
  return useQuery(
    api.wallets.get.queryOptions({ walletId }, { refetchInterval: walletRefetchMs, staleTime: 0 }),
  );
}

/** What a statement is asked for; days are whole days of the viewer's zone. */
export function statementFilter(walletId: string, search: WalletPageSearch) {
  const { type, direction, min, max } = search;
  return {
    walletId,
    ...defined({
      type: type?.length ? type : undefined,
      direction,
      ...toMoments(search),
      minimumAmount: min,
      maximumAmount: max,
      counterpartyId: search.with,
    }),
  };
}

/**
 * Entries of a wallet, the newest first, as far back as they were asked for. Asked by hand: the
 * client's own helper for stretches sends a `direction` of its own, which is a filter's name here.
 */
export function useStatement(walletId: string, search: WalletPageSearch) {
  const { api, queryClient } = useApi();
  const input = { ...statementFilter(walletId, search), limit: entriesAtOnce };
  return useInfiniteQuery({
    queryKey: [...api.wallets.statement.queryKey(input), 'stretches'],
    queryFn: ({ pageParam }) =>
      queryClient.fetchQuery(
        api.wallets.statement.queryOptions(
          { ...input, ...defined({ cursor: pageParam }) },
          { staleTime: 0 },
        ),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: listRefetchMs,
  });
}

/** Received, sent and closing balance of each day. */
export function useWalletChart(walletId: string, days: number) {
  const { api } = useApi();
  return useQuery(
    api.wallets.chart.queryOptions({ walletId, days }, { placeholderData: keepPreviousData }),
  );
}

/** What its holder may still send. */
export function useHolderLimits({ holder }: Pick<WalletDetail, 'holder'>) {
  const { api } = useApi();
  const owner = holder.kind === 'USER' ? { userId: holder.id } : { organizationId: holder.id };
  return useQuery(
    api.limits.effective.queryOptions(defined(owner) as { userId: string }, {
      enabled: holder.id !== null,
      refetchInterval: listRefetchMs,
    }),
  );
}

/** What the audit log keeps about it, newest first. */
export function useWalletHistory(walletId: string) {
  const { api } = useApi();
  return useQuery(
    api.audit.list.queryOptions(
      { entityId: walletId, page: 1, limit: recentLimit, direction: 'desc' },
      { enabled: useCan('audit.read') },
    ),
  );
}

/** Acts on it that wait for a second operator. */
export function useWalletProposals(walletId: string) {
  const { api } = useApi();
  return useQuery(
    api.proposals.list.queryOptions(
      { entityId: walletId, status: ['WAITING'], page: 1, limit: recentLimit },
      { enabled: useCan('proposal.read'), refetchInterval: walletRefetchMs, staleTime: 0 },
    ),
  );
}

/** Freezes and releases; whatever it may have changed is read again afterwards. */
export function useWalletActs() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.wallets, api.audit, api.proposals, api.ledger].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  return {
    freeze: useMutation(api.wallets.freeze.mutationOptions({ onSettled })),
    unfreeze: useMutation(api.wallets.unfreeze.mutationOptions({ onSettled })),
  };
}
