import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { BusinessAccountSearch, BusinessAccountsSearch } from './business-search.ts';

const refetchMs = 10_000;

/** What the list is asked for, without its page: the file wants the same. */
export function businessAccountsFilters({ q, status, organization }: BusinessAccountsSearch) {
  return defined({ search: q, status, organizationId: organization });
}

/** One page of business accounts. */
export function useBusinessAccounts(search: BusinessAccountsSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...businessAccountsFilters(search) };
  return useQuery(
    api.businessAccounts.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
}

/** One account with its signatories and rules. */
export function useBusinessAccount(businessAccountId: string) {
  const { api } = useApi();
  return useQuery(
    api.businessAccounts.get.queryOptions(
      { businessAccountId },
      { refetchInterval: refetchMs, staleTime: 0 },
    ),
  );
}

/** Changes of the account that wait for a second person. */
export function useAccountChanges(businessAccountId: string) {
  const { api } = useApi();
  return useQuery(
    api.businessAccounts.listChanges.queryOptions(
      { businessAccountId },
      { refetchInterval: refetchMs },
    ),
  );
}

/** One page of its transfers with what was decided about each. */
export function useBusinessTransfers(businessAccountId: string, search: BusinessAccountSearch) {
  const { api } = useApi();
  const input = {
    businessAccountId,
    ...pageInput(search),
    ...defined({ status: search.status?.length ? search.status : undefined }),
  };
  return useQuery(
    api.businessAccounts.listTransfers.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
}
