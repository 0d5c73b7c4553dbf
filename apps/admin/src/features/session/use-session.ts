import { focusManager, queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { watchIdle } from '../../lib/idle.ts';
import { findTenantApi, forgetTenantApis, useApi, type TenantApi } from '../../lib/api.tsx';

const sessionRefetchMs = 60_000;

/** The session's query: read before a page of the tenant is shown, and again every minute. */
export function sessionQuery({ api }: TenantApi) {
  return queryOptions({
    ...api.session.current.queryOptions(),
    staleTime: sessionRefetchMs,
    refetchInterval: sessionRefetchMs,
  });
}

/** The signed-in operator in this tenant. */
export function useCurrentSession() {
  return useQuery(sessionQuery(useApi()));
}

/** Tenants anybody may choose from. */
export function usePublicTenants() {
  const { api } = useApi();
  return useQuery(api.tenants.listPublic.queryOptions(undefined, { staleTime: Infinity }));
}

/** First factor, in the tenant where the account lives. */
export function useSignIn(tenant: string) {
  const { api } = findTenantApi(tenant);
  return useMutation(api.session.signIn.mutationOptions());
}

/** Second factor, or the first code of a new authenticator. */
export function useVerifySecondFactor(tenant: string) {
  const { api } = findTenantApi(tenant);
  return useMutation(
    api.session.verifySecondFactor.mutationOptions({ onSuccess: () => forgetTenantApis() }),
  );
}

/** Ends the session here; whatever the server says, this browser forgets what it has read. */
export function useSignOut() {
  const { api } = useApi();
  return useMutation(api.session.signOut.mutationOptions({ onSettled: () => forgetTenantApis() }));
}

/** Lets an unattended page fall quiet, so that its session ends as one that nobody uses. */
export function useIdleWatch() {
  const { api, queryClient } = useApi();
  useEffect(
    () =>
      watchIdle(document, {
        onQuiet: () => focusManager.setFocused(false),
        onActive: () => focusManager.setFocused(undefined),
        onAbandoned: () =>
          void queryClient.invalidateQueries({ queryKey: api.session.current.queryKey() }),
      }),
    [api, queryClient],
  );
}
