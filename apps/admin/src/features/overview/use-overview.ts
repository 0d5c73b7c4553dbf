import { useQuery } from '@tanstack/react-query';
import type { NavigationBadges } from '../../components/sidebar.tsx';
import { useApi } from '../../lib/api.tsx';
import { useCan } from '../../lib/session.tsx';

const refetchMs = 10_000;

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

/** What waits, for the sidebar. */
export function useNavigationBadges(): NavigationBadges {
  const { data } = useOverview();
  if (!data) return {};
  const ledgerTroubles = data.commandsFailed + data.deadLettersOpen;
  return {
    '/$tenant/approvals': {
      count: data.approvalsWaiting,
      tone: data.approvalsOverdue > 0 ? 'danger' : 'neutral',
    },
    '/$tenant/registrations': { count: data.registrationsUnderWay, tone: 'neutral' },
    '/$tenant/ledger': { count: ledgerTroubles, tone: 'danger' },
    '/$tenant/messages': { count: data.messagesDead, tone: 'danger' },
  };
}
