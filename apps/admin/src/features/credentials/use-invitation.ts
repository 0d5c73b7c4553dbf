import { useMutation, useQuery } from '@tanstack/react-query';
import { findTenantApi } from '../../lib/api.tsx';
import type { LinkSecret } from '../../lib/link-secret.ts';

/** Who is invited to what. */
export function useStaffInvitation({ tenant, token }: LinkSecret) {
  const { api } = findTenantApi(tenant);
  return useQuery(api.staff.readInvitation.queryOptions({ token }, { retry: false }));
}

/** Sets the first password of an invited operator. */
export function useAcceptInvitation({ tenant }: LinkSecret) {
  const { api } = findTenantApi(tenant);
  return useMutation(api.staff.acceptInvitation.mutationOptions());
}
