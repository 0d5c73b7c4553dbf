import { keepPreviousData, useMutation, useQueries, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { readSort } from '../../lib/search-params.ts';
import { useCan } from '../../lib/session.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import { waitingStatuses, type ApprovalsSearch } from './approvals-search.ts';

const listRefetchMs = 20_000;
const caseRefetchMs = 10_000;
const recentLimit = 8;
const oldestFirst = { field: 'openedAt', direction: 'asc' } as const;

/** Sort that the address stands for. */
export function approvalsSort(search: ApprovalsSearch) {
  return readSort(search.sort, oldestFirst);
}

/** What the queue is asked for. */
function toApprovalsInput(search: ApprovalsSearch) {
  return {
    ...pageInput(search),
    status: search.status?.length ? search.status : waitingStatuses,
    ...defined({
      countryCode: search.country,
      assignee: search.assignee,
      minimumRisk: search.risk,
      minimumAgeHours: search.age,
      isOverdue: search.overdue,
      search: search.q,
    }),
    sort: approvalsSort(search),
  };
}

/** One page of the queue. */
export function useApprovals(search: ApprovalsSearch) {
  const { api } = useApi();
  return useQuery(
    api.approvals.list.queryOptions(toApprovalsInput(search), {
      placeholderData: keepPreviousData,
      refetchInterval: listRefetchMs,
    }),
  );
}

/** Reads further pages of the queue, for an export. */
export function useApprovalsReader(search: ApprovalsSearch) {
  const { api, queryClient } = useApi();
  const input = toApprovalsInput(search);
  return (page: number) =>
    queryClient.fetchQuery(api.approvals.list.queryOptions({ ...input, page, limit: 100 }));
}

/** A person's whole file; read again often, so that another reviewer's act is seen. */
export function useApprovalCase(caseId: string) {
  const { api } = useApi();
  return useQuery(api.approvals.get.queryOptions({ caseId }, { refetchInterval: caseRefetchMs }));
}

/** What the audit log keeps about a case and its person, newest first. */
export function useCaseHistory(caseId: string, userId: string) {
  const { api } = useApi();
  const enabled = useCan('audit.read');
  return useQueries({
    queries: [caseId, userId].map((entityId) =>
      api.audit.list.queryOptions(
        { entityId, page: 1, limit: recentLimit, direction: 'desc' },
        { enabled },
      ),
    ),
    combine: (results) => ({
      error: results.find((result) => result.error)?.error ?? null,
      entries: results.every((result) => result.data)
        ? results
            .flatMap((result) => result.data?.items ?? [])
            .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
            .slice(0, recentLimit)
        : undefined,
    }),
  });
}

/** Countries for the filter. */
export function useCountryChoices() {
  const { registration } = useApi();
  const { data } = useQuery(
    registration.countries.list.queryOptions(undefined, { staleTime: Infinity }),
  );
  return (data ?? []).map((country) => ({ value: country.code, label: country.nameEn }));
}

/** Those who may be given a case. */
export function useReviewers() {
  const { api } = useApi();
  return useQuery(
    api.users.list.queryOptions(
      {
        role: ['REVIEWER', 'ADMIN'],
        status: ['ACTIVE'],
        page: 1,
        limit: 50,
        sort: { field: 'lastName', direction: 'asc' },
      },
      { enabled: useCan('user.read'), staleTime: 60_000 },
    ),
  );
}

/** Decisions and assignment; queue, file, history and figures are read again afterwards. */
export function useDecide() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: api.approvals.pathKey() }),
      queryClient.invalidateQueries({ queryKey: api.audit.pathKey() }),
      queryClient.invalidateQueries({ queryKey: api.overview.pathKey() }),
    ]);
  return {
    approve: useMutation(api.approvals.approve.mutationOptions({ onSettled })),
    deny: useMutation(api.approvals.deny.mutationOptions({ onSettled })),
    requestInformation: useMutation(
      api.approvals.requestInformation.mutationOptions({ onSettled }),
    ),
    assign: useMutation(api.approvals.assign.mutationOptions({ onSettled })),
    bulkApprove: useMutation(api.approvals.bulkApprove.mutationOptions({ onSettled })),
  };
}
