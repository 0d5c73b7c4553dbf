import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { readSort } from '../../lib/search-params.ts';
import { useCan } from '../../lib/session.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { UsersSearch } from './users-search.ts';

const recentLimit = 10;
const personRefetchMs = 10_000;
const newestFirst = { field: 'createdAt', direction: 'desc' } as const;

/** Sort that the address stands for. */
export function usersSort(search: UsersSearch) {
  return readSort(search.sort, newestFirst);
}

/** What the list is asked for, without its page: the export wants the same. */
export function usersFilters(search: UsersSearch) {
  const { q, status, role, country, deleted } = search;
  return {
    ...defined({
      search: q,
      status: status?.length ? status : undefined,
      role: role?.length ? role : undefined,
      countryCode: country,
      isDeleted: deleted,
    }),
    sort: usersSort(search),
  };
}

/** One page of people. */
export function useUsers(search: UsersSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...usersFilters(search) };
  return useQuery(api.users.list.queryOptions(input, { placeholderData: keepPreviousData }));
}

/** One person; read again often, so that another operator's act is seen. */
export function useUser(userId: string) {
  const { api } = useApi();
  return useQuery(
    api.users.get.queryOptions({ userId }, { refetchInterval: personRefetchMs, staleTime: 0 }),
  );
}

/** What the audit log keeps about a person, newest first. */
export function useUserHistory(userId: string) {
  const { api } = useApi();
  return useQuery(
    api.audit.list.queryOptions(
      { entityId: userId, page: 1, limit: recentLimit, direction: 'desc' },
      { enabled: useCan('audit.read') },
    ),
  );
}

/** Acts on a person that wait for a second operator. */
export function useWaitingProposals(userId: string) {
  const { api } = useApi();
  return useQuery(
    api.proposals.list.queryOptions(
      { entityId: userId, status: ['WAITING'], page: 1, limit: recentLimit },
      { enabled: useCan('proposal.read'), refetchInterval: personRefetchMs, staleTime: 0 },
    ),
  );
}

/** Countries for the filter. */
export function useCountryChoices() {
  const { registration } = useApi();
  const { data } = useQuery(
    registration.countries.list.queryOptions(undefined, { staleTime: Infinity }),
  );
  return (data ?? []).map((country) => ({ value: country.code, label: country.nameEn }));
}
