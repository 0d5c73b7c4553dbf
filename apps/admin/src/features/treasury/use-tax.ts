import type { TaxRunView } from '@freehold/core-contracts/tax';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { useCan } from '../../lib/session.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { TaxRunSearch, TaxRunsSearch } from './tax-search.ts';

const restMs = 15_000;
const busyMs = 2_000;
const recentLimit = 12;

/** True while the worker is at it. */
export function isUnderWay(run: Pick<TaxRunView, 'isComputed' | 'status'>): boolean {
  return (!run.isComputed && run.status === 'DRY_RUN') || run.status === 'APPLYING';
}

/** One page of runs, the newest first. */
export function useTaxRuns(search: TaxRunsSearch) {
  const { api } = useApi();
  return useQuery(
    api.tax.listRuns.queryOptions(pageInput(search), {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? busyMs : restMs),
    }),
  );
}

/** One run; read again every two seconds while it is worked on. */
export function useTaxRun(taxRunId: string) {
  const { api } = useApi();
  return useQuery(
    api.tax.getRun.queryOptions(
      { taxRunId },
      {
        refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? busyMs : restMs),
        staleTime: 0,
      },
    ),
  );
}

/** What the list is asked for, without its page: the file wants the same. */
export function assessmentsFilters(taxRunId: string, { status }: TaxRunSearch) {
  return { taxRunId, ...defined({ status: status?.length ? status : undefined }) };
}

/** One page of what the run takes from whom. */
export function useTaxAssessments(run: TaxRunView, search: TaxRunSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...assessmentsFilters(run.id, search) };
  return useQuery(
    api.tax.listAssessments.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: isUnderWay(run) ? busyMs : restMs,
    }),
  );
}

/** Acts on a run that wait for a second operator. */
export function useTaxProposals(taxRunId: string) {
  const { api } = useApi();
  return useQuery(
    api.proposals.list.queryOptions(
      { entityId: taxRunId, status: ['WAITING'], page: 1, limit: recentLimit },
      { enabled: useCan('proposal.read'), refetchInterval: restMs, staleTime: 0 },
    ),
  );
}

/** Computes, applies, stops and discards runs; whatever it may have changed is read again afterwards. */
export function useTaxActs() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.tax, api.treasury, api.proposals, api.audit].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  return {
    dryRun: useMutation(api.tax.dryRun.mutationOptions({ onSettled })),
    apply: useMutation(api.tax.applyRun.mutationOptions({ onSettled })),
    stop: useMutation(api.tax.stopRun.mutationOptions({ onSettled })),
    discard: useMutation(api.tax.discard.mutationOptions({ onSettled })),
  };
}
