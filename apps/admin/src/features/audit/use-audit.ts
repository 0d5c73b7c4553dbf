import type { ListAuditInput } from '@freehold/core-contracts/audit';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useApi } from '../../lib/api.tsx';
import { toMoments } from '../../lib/days.ts';
import { defined, pageInput } from '../../lib/use-list.ts';
import type { AuditSearch } from './audit-search.ts';

/** What the log is asked for; days are whole days of the viewer's zone. */
export function toAuditInput(search: AuditSearch): ListAuditInput {
  return {
    ...pageInput(search),
    ...defined({
      search: search.q,
      action: search.action,
      entityType: search.type,
      entityId: search.entity,
      organizationId: search.organization,
      actorId: search.actor,
      actorKind: search.kind,
      ...toMoments(search),
    }),
    direction: search.order ?? 'desc',
  };
}

/** One page of the log. */
export function useAudit(search: AuditSearch) {
  const { api } = useApi();
  return useQuery(
    api.audit.list.queryOptions(toAuditInput(search), { placeholderData: keepPreviousData }),
  );
}

/** Recomputes the tenant's chain from its start. */
export function useVerifyAudit() {
  const { api, queryClient } = useApi();
  return useMutation({
    mutationFn: () =>
      queryClient.fetchQuery(api.audit.verify.queryOptions(undefined, { staleTime: 0 })),
  });
}
