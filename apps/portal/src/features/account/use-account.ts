import { useQuery } from '@tanstack/react-query';
import type { UserStatus } from '@freehold/core-contracts/enums';
import { clientsOf } from '../../lib/clients.ts';

const second = 1000;

/** How often to look again, by how soon something may change. */
const pollMs: Partial<Record<UserStatus, number>> = {
  REGISTERED: 15 * second,
  PENDING_ADMIN_APPROVAL: 15 * second,
  APPROVED_PENDING_ONCHAIN: 2 * second,
};

/** The person's own account; renewed by itself for as long as a decision or the ledger is awaited. */
export function useAccount(slug: string) {
  return useQuery({
    queryKey: [slug, 'account'],
    queryFn: () => clientsOf(slug).api.account.get.query(),
    refetchInterval: ({ state }) => (state.data && pollMs[state.data.status]) ?? false,
  });
}

/** Answers what a reviewer has asked. */
export function answerRequest(slug: string, answer: string) {
  return clientsOf(slug).api.account.answerInformationRequest.mutate({ answer });
}
