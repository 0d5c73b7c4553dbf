import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { readSort } from '../../lib/search-params.ts';
import { useCan } from '../../lib/session.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { UsersSearch } from './users-search.ts';

const recentLimit = 10;
const newestFirst = { field: 'createdAt', direction: 'desc' } as const;

/** Sort that the address stands for. */
export function usersSort(search: UsersSearch) {
  return readSort(search.sort, newestFirst);
}

/** One page of people. */
export function useUsers(search: UsersSearch) {
  const { api } = useApi();
  const { q, status, role, country } = search;
  const input = {
    ...pageInput(search),
    ...defined({
      search: q,
      status: status?.length ? status : undefined,
      role: role?.length ? role : undefined,
      countryCode: country,
    }),
    sort: usersSort(search),
  };
  return useQuery(api.users.list.queryOptions(input, { placeholderData: keepPreviousData }));
}

/** One person. */
export function useUser(userId: string) {
  const { api } = useApi();
  return useQuery(api.users.get.queryOptions({ userId }));
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

/** Countries for the filter. */
export function useCountryChoices() {
  const { registration } = useApi();
  const { data } = useQuery(
    registration.countries.list.queryOptions(undefined, { staleTime: Infinity }),
  );
  return (data ?? []).map((country) => ({ value: country.code, label: country.nameEn }));
}
