import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { clientsOf } from '../../lib/clients.ts';
import { usageRange, type UsageSpan } from './usage-range.ts';

const renewMs = 60_000;

/** How often the interface was called over a span that ends now. */
export function useUsage(slug: string, organizationId: string, span: UsageSpan) {
  return useQuery({
    queryKey: [slug, 'organization', organizationId, 'usage', span],
    queryFn: () =>
      clientsOf(slug).api.organizations.getUsage.query({
        organizationId,
        ...usageRange(span, new Date()),
      }),
    placeholderData: keepPreviousData,
    refetchInterval: renewMs,
  });
}
