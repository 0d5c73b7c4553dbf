import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { readSort } from '../../lib/search-params.ts';
import { useCan } from '../../lib/session.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { OrganizationPageSearch, OrganizationsSearch } from './organizations-search.ts';

const refetchMs = 15_000;
const shownInvitations = 50;
const recentLimit = 12;
const found = 8;
const newestFirst = { field: 'createdAt', direction: 'desc' } as const;

/** Sort that the address stands for. */
export function organizationsSort(search: OrganizationsSearch) {
  return readSort(search.sort, newestFirst);
}

/** What the list is asked for, without its page: the export wants the same. */
export function organizationsFilters(search: OrganizationsSearch) {
  const { q, tier, plan, status, deleted } = search;
  return {
    ...defined({
      search: q,
      tier: tier?.length ? tier : undefined,
      plan: plan?.length ? plan : undefined,
      subscriptionStatus: status?.length ? status : undefined,
      isDeleted: deleted,
    }),
    sort: organizationsSort(search),
  };
}

/** One page of organizations. */
export function useOrganizations(search: OrganizationsSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...organizationsFilters(search) };
  return useQuery(
    api.organizations.list.queryOptions(input, { placeholderData: keepPreviousData }),
  );
}

/** One organization; read again often, so that another operator's act is seen. */
export function useOrganization(organizationId: string) {
  const { api } = useApi();
  return useQuery(
    api.organizations.get.queryOptions(
      { organizationId },
      { refetchInterval: refetchMs, staleTime: 0 },
    ),
  );
}

/** One page of its members. */
export function useMembers(organizationId: string, search: OrganizationPageSearch) {
  const { api } = useApi();
  const input = { organizationId, ...pageInput(search), ...defined({ search: search.q }) };
  return useQuery(
    api.organizations.listMembers.queryOptions(input, { placeholderData: keepPreviousData }),
  );
}

/** Its invitations that wait, the newest first. */
export function useWaitingInvitations(organizationId: string) {
  const { api } = useApi();
  return useQuery(
    api.invitations.list.queryOptions(
      { organizationId, status: ['PENDING'], page: 1, limit: shownInvitations },
      { refetchInterval: refetchMs },
    ),
  );
}

/** Calls of its keys between two moments. */
export function useUsage(
  organizationId: string,
  range: { from: Date; to: Date; bucket: 'HOUR' | 'DAY' },
) {
  const { api } = useApi();
  return useQuery(
    api.organizations.getUsage.queryOptions(
      { organizationId, ...range },
      { placeholderData: keepPreviousData },
    ),
  );
}

/** One page of its credit entries. */
export function useCredits(organizationId: string, search: OrganizationPageSearch) {
  const { api } = useApi();
  return useQuery(
    api.organizations.listCredits.queryOptions(
      { organizationId, ...pageInput(search) },
      { placeholderData: keepPreviousData },
    ),
  );
}

/** What the audit log keeps about it, newest first. */
export function useOrganizationHistory(organizationId: string) {
  const { api } = useApi();
  return useQuery(
    api.audit.list.queryOptions(
      { organizationId, page: 1, limit: recentLimit, direction: 'desc' },
      { enabled: useCan('audit.read') },
    ),
  );
}

/** People to choose an owner from. */
export function useFoundPeople(text: string) {
  const { api } = useApi();
  const input = { search: text, status: ['ACTIVE' as const], page: 1, limit: found };
  return useQuery(
    api.users.list.queryOptions(input, {
      enabled: text.length > 1,
      placeholderData: keepPreviousData,
    }),
  );
}
