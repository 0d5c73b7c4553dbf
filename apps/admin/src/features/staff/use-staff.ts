import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { readSort } from '../../lib/search-params.ts';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { StaffSearch } from './staff-search.ts';

const refetchMs = 20_000;
const byName = { field: 'lastName', direction: 'asc' } as const;

/** Sort that the address stands for. */
export function staffSort(search: StaffSearch) {
  return readSort(search.sort, byName);
}

/** What the list is asked for, without its page: the export wants the same. */
export function staffFilters(search: StaffSearch) {
  const { q, role, status } = search;
  return {
    ...defined({
      search: q,
      role: role?.length ? role : undefined,
      status: status?.length ? status : undefined,
    }),
    sort: staffSort(search),
  };
}

/** One page of operators. */
export function useStaff(search: StaffSearch) {
  const { api } = useApi();
  const input = { ...pageInput(search), ...staffFilters(search) };
  return useQuery(
    api.staff.list.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
}

/** What may be done about operators; lists and history are read again afterwards. */
export function useManageStaff() {
  const { api, queryClient } = useApi();
  const onSettled = () =>
    Promise.all(
      [api.staff, api.users, api.audit, api.proposals].map((each) =>
        queryClient.invalidateQueries({ queryKey: each.pathKey() }),
      ),
    );
  return {
    invite: useMutation(api.staff.invite.mutationOptions({ onSettled })),
    resendInvitation: useMutation(api.staff.resendInvitation.mutationOptions({ onSettled })),
    changeRole: useMutation(api.staff.changeRole.mutationOptions({ onSettled })),
    changeStatus: useMutation(api.users.changeStatus.mutationOptions({ onSettled })),
  };
}
