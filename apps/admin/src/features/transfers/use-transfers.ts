import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { toMoments } from '../../lib/days.ts';
import { readSort } from '../../lib/search-params.ts';
import { useCan } from '../../lib/session.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type {
  TransferFilter,
  TransfersSearch,
  WaitingTransfersSearch,
} from './transfers-search.ts';

const liveMs = 5_000;
const recentLimit = 12;
const newestFirst = { field: 'createdAt', direction: 'desc' } as const;

/** Sort that the address stands for. */
export function transfersSort(search: TransfersSearch) {
  return readSort(search.sort, newestFirst);
}

/** What every list is narrowed by, and all that the queue is. Days are the viewer's. */
export function commonFilters(search: TransferFilter) {
  const { q, kind } = search;
  return defined({ search: q, kind, ...toMoments(search) });
}

/** What the list is asked for, without its page and order: the file wants the same. */
export function transfersFilters(search: TransfersSearch) {
  const { status, wallet, user, organization, batch } = search;
  const ofList = { status, walletId: wallet, userId: user, organizationId: organization };
  return { ...commonFilters(search), ...defined({ ...ofList, batchId: batch }) };
}

/** One page of transfers. */
export function useTransfers(search: TransfersSearch) {
  const { api } = useApi();
  const sort = transfersSort(search);
  const input = { ...pageInput(search), ...transfersFilters(search), sort };
  return useQuery(
    api.transfers.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: liveMs,
    }),
  );
}

/** Sort of the queue that the address stands for. */
export function waitingSort(search: WaitingTransfersSearch) {
  return readSort(search.sort, { field: 'createdAt', direction: 'asc' });
}

/** One page of what waits for an operator. */
export function useWaitingTransfers(search: WaitingTransfersSearch) {
  const { api } = useApi();
  const sort = waitingSort(search);
  const input = { ...pageInput(search), ...commonFilters(search), sort };
  return useQuery(
    api.transfers.listWaiting.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: liveMs,
    }),
  );
}

/** One transfer; read again often, so that the ledger's answer and other operators' acts are seen. */
export function useTransfer(transferId: string) {
  const { api } = useApi();
  return useQuery(
    api.transfers.get.queryOptions({ transferId }, { refetchInterval: liveMs, staleTime: 0 }),
  );
}

/** What the audit log keeps about it, newest first. */
export function useTransferHistory(transferId: string) {
  const { api } = useApi();
  return useQuery(
    api.audit.list.queryOptions(
      { entityId: transferId, page: 1, limit: recentLimit, direction: 'desc' },
      { enabled: useCan('audit.read') },
    ),
  );
}

/** Acts on it that wait for a second operator. */
export function useTransferProposals(transferId: string) {
  const { api } = useApi();
  return useQuery(
    api.proposals.list.queryOptions(
      { entityId: transferId, status: ['WAITING'], page: 1, limit: recentLimit },
      { enabled: useCan('proposal.read'), refetchInterval: liveMs, staleTime: 0 },
    ),
  );
}

/** Decisions and reversals; whatever they may have changed is read again afterwards. */
export function useTransferActs() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.transfers, api.wallets, api.audit, api.proposals, api.overview, api.ledger].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  return {
    decide: useMutation(api.transfers.decide.mutationOptions({ onSettled })),
    reverse: useMutation(api.transfers.reverse.mutationOptions({ onSettled })),
  };
}
