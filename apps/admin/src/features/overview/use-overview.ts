import { useQuery } from '@tanstack/react-query';
import type { NavigationBadges } from '../../components/sidebar.tsx';
import { useApi } from '../../lib/api.tsx';
import { useCan } from '../../lib/session.tsx';

const refetchMs = 10_000;
const proposalsRefetchMs = 30_000;
const daysRefetchMs = 60_000;

/** Live figures, read again every ten seconds while the page is looked at. */
export function useOverview() {
  const { api } = useApi();
  return useQuery(
    api.overview.get.queryOptions(undefined, {
      enabled: useCan('overview.read'),
      refetchInterval: refetchMs,
    }),
  );
}

/** Whether commands and events are worked off, for those who may read the ledger. */
export function usePipelineState() {
  const { api } = useApi();
  return useQuery(
    api.ledger.getPipeline.queryOptions(undefined, {
      enabled: useCan('ledger.read'),
      refetchInterval: refetchMs,
    }),
  );
}

/** How many proposals of others wait for this operator. */
function useWaitingProposals(): number {
  const { api } = useApi();
  const { data } = useQuery(
    api.proposals.list.queryOptions(
      { status: ['WAITING'], isOwn: false, page: 1, limit: 1 },
      { enabled: useCan('proposal.decide'), refetchInterval: proposalsRefetchMs },
    ),
  );
  return data?.total ?? 0;
}

/** How many transfers wait for an operator's decision. */
function useWaitingTransferCount(): number {
  const { api } = useApi();
  const { data } = useQuery(
    api.transfers.listWaiting.queryOptions(
      { page: 1, limit: 1 },
      { enabled: useCan('transfer.decide'), refetchInterval: refetchMs },
    ),
  );
  return data?.total ?? 0;
}

/** Where the tenant's money stands, for those who may read the treasury. */
export function useMoneyOverview() {
  const { api } = useApi();
  return useQuery(
    api.treasury.overview.queryOptions(undefined, {
      enabled: useCan('treasury.read'),
      refetchInterval: refetchMs,
    }),
  );
}

/** What the ledger confirmed on each of the last days. */
export function useMoneyDays() {
  const { api } = useApi();
  return useQuery(
    api.onchain.listDailyFigures.queryOptions(
      {},
      { enabled: useCan('ledger.read'), refetchInterval: daysRefetchMs },
    ),
  );
}

/** What waits, for the sidebar. */
export function useNavigationBadges(): NavigationBadges {
  const { data } = useOverview();
  const proposalsWaiting = useWaitingProposals();
  const transfersWaiting = useWaitingTransferCount();
  if (!data) return {};
  const ledgerTroubles = data.commandsFailed + data.deadLettersOpen;
  return {
    '/$tenant/approvals': {
      count: data.approvalsWaiting,
      tone: data.approvalsOverdue > 0 ? 'danger' : 'neutral',
    },
    '/$tenant/waiting-transfers': { count: transfersWaiting, tone: 'warning' },
    '/$tenant/proposals': { count: proposalsWaiting, tone: 'accent' },
    '/$tenant/registrations': { count: data.registrationsUnderWay, tone: 'neutral' },
    '/$tenant/ledger': { count: ledgerTroubles, tone: 'danger' },
    '/$tenant/messages': { count: data.messagesDead, tone: 'danger' },
  };
}
