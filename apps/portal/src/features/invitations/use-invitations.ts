import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  AnswerInvitationInput,
  InvitationInput,
  InviteMemberInput,
} from '@freehold/core-contracts/organizations';
import { clientsOf } from '../../lib/clients.ts';

/** Rows of one page of a list. */
const pageLimit = 25;

const listKey = (slug: string, organizationId: string) => [
  slug,
  'organization',
  organizationId,
  'invitations',
];

/** Whom an organization has invited. */
export function useInvitations(slug: string, organizationId: string, page: number) {
  return useQuery({
    queryKey: [...listKey(slug, organizationId), page],
    queryFn: () =>
      clientsOf(slug).api.invitations.list.query({ organizationId, page, limit: pageLimit }),
    placeholderData: (shown) => shown,
  });
}

/** Invitations that wait for the person's own answer. */
export function useOwnInvitations(slug: string) {
  return useQuery({
    queryKey: [slug, 'invitations'],
    queryFn: () => clientsOf(slug).api.invitations.listOwn.query(),
  });
}

/** What an invitation's link says to whoever holds it. */
export function useInvitationPreview(slug: string, token: string | null) {
  return useQuery({
    queryKey: [slug, 'invitation-preview', token],
    queryFn: () => clientsOf(slug).api.invitations.read.query({ token: token ?? '' }),
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export const invitationKeys = (slug: string, organizationId: string) => [
  listKey(slug, organizationId),
];

/** What changes once an invitation was answered. */
export const answerKeys = (slug: string) => [
  [slug, 'invitations'],
  [slug, 'organizations'],
  [slug, 'notifications'],
];

/** The acts on invitations, to be run through `useAct` or `useForm`. */
export function invitationActs(slug: string) {
  const { invitations } = clientsOf(slug).api;
  return {
    invite: (input: z.input<typeof InviteMemberInput>) => invitations.invite.mutate(input),
    resend: (input: InvitationInput) => invitations.resend.mutate(input),
    revoke: (input: InvitationInput) => invitations.revoke.mutate(input),
    accept: (answer: AnswerInvitationInput) => invitations.accept.mutate(answer),
    decline: (answer: AnswerInvitationInput) => invitations.decline.mutate(answer),
  };
}

/** Forgets the preview of a link once it was answered. */
export function useForgetPreview(slug: string): () => void {
  const queryClient = useQueryClient();
  return () => queryClient.removeQueries({ queryKey: [slug, 'invitation-preview'] });
}
