import { useMutation, useQuery } from '@tanstack/react-query';
import { findTenantApi, useApi } from '../../lib/api.tsx';
import type { LinkSecret } from '../../lib/link-secret.ts';

/** Tenants anybody may choose from. */
export function useTenantChoices() {
  const { api } = useApi();
  const { data } = useQuery(
    api.tenants.listPublic.queryOptions(undefined, { staleTime: Infinity }),
  );
  return (data ?? []).map((each) => ({ value: each.slug, label: each.name }));
}

/** Asks for a link that resets the password; the answer never says whether there is such an account. */
export function useRequestReset(tenant: string) {
  const { api } = findTenantApi(tenant);
  return useMutation(api.password.requestReset.mutationOptions());
}

/** Sets a new password with the secret of a link. */
export function useResetPassword({ tenant }: LinkSecret) {
  const { api } = findTenantApi(tenant);
  return useMutation(api.password.reset.mutationOptions());
}

/** Lifts the lock on a sign-in. */
export function useUnlock({ tenant }: LinkSecret) {
  const { api } = findTenantApi(tenant);
  return useMutation(api.session.unlock.mutationOptions());
}

/** Confirms an address: the one given at first, or a new one. */
export function useConfirmEmail({ tenant }: LinkSecret, kind: 'verify' | 'confirmChange') {
  const { api } = findTenantApi(tenant);
  return useMutation(
    kind === 'verify'
      ? api.email.verify.mutationOptions()
      : api.email.confirmChange.mutationOptions(),
  );
}
