import type { LimitScope } from '@freehold/core-contracts/enums';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { useCan, useSession } from '../../lib/session.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { LimitsSearch } from './limits-search.ts';

const refetchMs = 15_000;
const found = 8;
const mostOfScope = 100;

/** What the list is asked for, without its page: the file wants the same. */
export function limitsFilters({ scope }: LimitsSearch) {
  return defined({ scope: scope?.length ? scope : undefined });
}

/** One page of limits. */
export function useLimits(search: LimitsSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...limitsFilters(search) };
  return useQuery(
    api.limits.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
}

/** Limits of one scope, to find what it says already. */
export function useLimitsOfScope(scope: LimitScope) {
  const { api } = useApi();
  return useQuery(
    api.limits.list.queryOptions(
      { scope: [scope], page: 1, limit: mostOfScope },
      { staleTime: 0, refetchInterval: refetchMs },
    ),
  );
}

/** Limits whose change waits for a second operator. */
export function useLimitProposals() {
  const { api } = useApi();
  const { data } = useQuery(
    api.proposals.list.queryOptions(
      { status: ['WAITING'], page: 1, limit: 50 },
      { enabled: useCan('proposal.read'), refetchInterval: refetchMs, staleTime: 0 },
    ),
  );
  return data?.items.filter(({ action }) => action.startsWith('limit.')) ?? [];
}

/** People and organizations a limit may be of. */
export function useFoundSubjects(scope: 'USER' | 'ORGANIZATION', text: string) {
  const { api } = useApi();
  const isLongEnough = text.length > 1;
  const people = useQuery(
    api.users.list.queryOptions(
      { search: text, page: 1, limit: found },
      { enabled: isLongEnough && scope === 'USER', placeholderData: keepPreviousData },
    ),
  );
  const organizations = useQuery(
    api.organizations.list.queryOptions(
      { search: text, page: 1, limit: found },
      { enabled: isLongEnough && scope === 'ORGANIZATION', placeholderData: keepPreviousData },
    ),
  );
  if (!isLongEnough) return undefined;
  if (scope === 'ORGANIZATION') {
    return organizations.data?.items.map(({ id, name, slug }) => ({ id, name, detail: slug }));
  }
  return people.data?.items.map(({ id, firstName, lastName, email }) => ({
    id,
    name: `${firstName} ${lastName}`.trim(),
    detail: email,
  }));
}

/** What stands beside the amounts of this tenant. */
export function useCurrencyCode(): string | undefined {
  const { api } = useApi();
  const { tenant } = useSession();
  const { data } = useQuery(
    api.tenants.listPublic.queryOptions(undefined, { staleTime: Infinity }),
  );
  return data?.find(({ slug }) => slug === tenant.slug)?.currencyCode;
}

/** Sets and removes limits; whatever it may have changed is read again afterwards. */
export function useLimitActs() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.limits, api.proposals, api.audit].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  return {
    set: useMutation(api.limits.set.mutationOptions({ onSettled })),
    remove: useMutation(api.limits.remove.mutationOptions({ onSettled })),
  };
}
