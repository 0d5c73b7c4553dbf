import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { readSort } from '../../lib/search-params.ts';
import { defined, pageInput } from '../../lib/use-list.ts';
import { stepsUnderWay, type RegistrationsSearch } from './registrations-search.ts';

const refetchMs = 15_000;
const newestFirst = { field: 'createdAt', direction: 'desc' } as const;

/** Sort that the address stands for. */
export function registrationsSort(search: RegistrationsSearch) {
  return readSort(search.sort, newestFirst);
}

/** What the list is asked for. */
export function toRegistrationsInput(search: RegistrationsSearch) {
  const { q, step, expiry } = search;
  return {
    ...pageInput(search),
    ...defined({ search: q }),
    step: step?.length ? step : stepsUnderWay,
    ...(expiry ? { isExpired: expiry === 'expired' } : {}),
    sort: registrationsSort(search),
  };
}

/** One page of registrations under way. */
export function useRegistrations(search: RegistrationsSearch) {
  const { registration } = useApi();
  return useQuery(
    registration.registrations.list.queryOptions(toRegistrationsInput(search), {
      placeholderData: keepPreviousData,
      refetchInterval: refetchMs,
    }),
  );
}

/** One registration with its messages. */
export function useRegistration(registrationId: string) {
  const { registration } = useApi();
  return useQuery(
    registration.registrations.get.queryOptions({ registrationId }, { refetchInterval: refetchMs }),
  );
}

/** What an operator may do to a registration; lists and details are read again afterwards. */
export function useManageRegistration() {
  const { registration, queryClient } = useApi();
  const onSettled = () =>
    queryClient.invalidateQueries({ queryKey: registration.registrations.pathKey() });
  return {
    resendCode: useMutation(registration.registrations.resendCode.mutationOptions({ onSettled })),
    extend: useMutation(registration.registrations.extend.mutationOptions({ onSettled })),
    cancel: useMutation(registration.registrations.cancel.mutationOptions({ onSettled })),
  };
}
