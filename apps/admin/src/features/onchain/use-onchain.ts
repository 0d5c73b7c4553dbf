import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { RecordsSearch } from './records-search.ts';

const refetchMs = 10_000;
const live = { placeholderData: keepPreviousData, refetchInterval: refetchMs } as const;
const some = <T>(values: readonly T[] | undefined) => (values?.length ? [...values] : undefined);

/** One page of organizations as the ledger has them. */
export function useOnchainOrganizations(search: RecordsSearch) {
  const { api } = useApi();
  const input = {
    ...pageInput(search),
    ...defined({ search: search.q, status: some(search.organization) }),
  };
  return useQuery(api.onchain.listOrganizations.queryOptions(input, live));
}

/** One organization with who endorsed it, and its rules. */
export function useOnchainOrganization(organizationId: string) {
  const { api } = useApi();
  return useQuery(
    api.onchain.getOrganization.queryOptions({ organizationId }, { refetchInterval: refetchMs }),
  );
}

/** One page of what is voted on. */
export function useGovernance(search: RecordsSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...defined({ status: some(search.proposal) }) };
  return useQuery(api.onchain.listProposals.queryOptions(input, live));
}

/** One proposal with its votes. */
export function useGovernanceProposal(proposalId: string) {
  const { api } = useApi();
  return useQuery(
    api.onchain.getProposal.queryOptions({ proposalId }, { refetchInterval: refetchMs }),
  );
}

/** One page of transfers with several signatures. */
export function useMultisigs(search: RecordsSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...defined({ status: some(search.multisig) }) };
  return useQuery(api.onchain.listMultisigs.queryOptions(input, live));
}

/** State, parameters, countries and administrators of the system. */
export function useOnchainSystem() {
  const { api } = useApi();
  return useQuery(api.onchain.getSystem.queryOptions(undefined, { refetchInterval: refetchMs }));
}

/** What the ledger confirmed day by day. */
export function useDailyFigures() {
  const { api } = useApi();
  return useQuery(api.onchain.listDailyFigures.queryOptions({}, { refetchInterval: refetchMs }));
}
