import type { FactorProof } from '../../components/factor-form.tsx';
import { askForPasskey } from '@freehold/ui/passkey';
import { focusManager, queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { watchIdle } from '../../lib/idle.ts';
import { findTenantApi, forgetTenantApis, useApi, type TenantApi } from '../../lib/api.tsx';

const sessionRefetchMs = 60_000;
const audience = 'CONSOLE';

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

/** A passkey: with a challenge as the second factor, without as the whole sign-in. */
export function usePasskeySignIn(tenant: string) {
  const { api } = findTenantApi(tenant);
  const begin = useMutation(api.session.beginPasskey.mutationOptions());
  const finish = useMutation(api.session.signInWithPasskey.mutationOptions());
  return useMutation({
    mutationFn: async (challenge: string | undefined) => {
      const start = { audience, ...(challenge === undefined ? {} : { challenge }) } as const;
      const { passkeyChallenge, options } = await begin.mutateAsync(start);
      const answer = await askForPasskey(options);
      return finish.mutateAsync({ ...start, passkeyChallenge, answer });
    },
    onSuccess: () => forgetTenantApis(),
  });
}

/** Second factor, or the first code of a new authenticator. */
export function useSecondFactor(tenant: string, challenge: string) {
  const { api } = findTenantApi(tenant);
  const code = useMutation(api.session.verifySecondFactor.mutationOptions());
  const recovery = useMutation(api.session.verifyRecoveryCode.mutationOptions());
  const passkey = usePasskeySignIn(tenant);
  return useMutation({
    mutationFn: async ({ method, text }: FactorProof) => {
      if (method === 'PASSKEY') return passkey.mutateAsync(challenge);
      if (method === 'TOTP') return code.mutateAsync({ challenge, code: text });
      return recovery.mutateAsync({ challenge, recoveryCode: text });
    },
    onSuccess: () => forgetTenantApis(),
  });
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
