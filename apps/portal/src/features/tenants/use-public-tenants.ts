import { useQuery } from '@tanstack/react-query';
import { clientsOf } from '../../lib/clients.ts';

/** The tenants anybody may know of. */
export function usePublicTenants() {
  return useQuery({
    queryKey: ['tenants'],
    queryFn: () => clientsOf(null).api.tenants.listPublic.query(),
    staleTime: 5 * 60_000,
    select: (tenants) => tenants.filter((tenant) => tenant.kind === 'CUSTOMER'),
  });
}
