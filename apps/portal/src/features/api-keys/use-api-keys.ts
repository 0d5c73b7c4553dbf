import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  CreateApiKeyInput,
  RevokeApiKeyInput,
  RotateApiKeyInput,
} from '@freehold/core-contracts/api-keys';
import { clientsOf } from '../../lib/clients.ts';

const pageLimit = 25;
const keyOf = (slug: string, organizationId: string) => [
  slug,
  'organization',
  organizationId,
  'api-keys',
];

/** The keys of an organization, live ones first. */
export function useApiKeys(slug: string, organizationId: string, page: number) {
  return useQuery({
    queryKey: [...keyOf(slug, organizationId), page],
    queryFn: () =>
      clientsOf(slug).api.apiKeys.list.query({ organizationId, page, limit: pageLimit }),
    placeholderData: (shown) => shown,
  });
}

export const apiKeyKeys = (slug: string, organizationId: string) => [keyOf(slug, organizationId)];

/** The acts on keys, to be run through `useAct` or `useForm`. */
export function apiKeyActs(slug: string) {
  const { apiKeys } = clientsOf(slug).api;
  return {
    create: (input: z.input<typeof CreateApiKeyInput>) => apiKeys.create.mutate(input),
    rotate: (input: z.input<typeof RotateApiKeyInput>) => apiKeys.rotate.mutate(input),
    revoke: (input: RevokeApiKeyInput) => apiKeys.revoke.mutate(input),
  };
}
