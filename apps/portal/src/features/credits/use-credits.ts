import { useQuery } from '@tanstack/react-query';
import type { TransferCreditsInput } from '@freehold/core-contracts/credits';
import { clientsOf } from '../../lib/clients.ts';

const pageLimit = 25;

/** What came in and went out of an organization's credits, newest first. */
export function useCredits(slug: string, organizationId: string, page: number) {
  return useQuery({
    queryKey: [slug, 'organization', organizationId, 'credits', page],
    queryFn: () =>
      clientsOf(slug).api.organizations.listCredits.query({
        organizationId,
        page,
        limit: pageLimit,
      }),
    placeholderData: (shown) => shown,
  });
}

/** Gives credits to another organization; the same key again gives nothing more. */
export function transferCredits(slug: string, input: TransferCreditsInput) {
  return clientsOf(slug).api.organizations.transferCredits.mutate(input);
}
