import {
  AnswerInvitationInput,
  InvitationInput,
  InvitationPage,
  InvitationPreview,
  InvitationTokenInput,
  InvitationView,
  InviteMemberInput,
  ListInvitationsInput,
  OwnInvitation,
} from '@freehold/core-contracts/organizations';
import { Done } from '@freehold/core-contracts/session';
import {
  acceptInvitation,
  declineInvitation,
} from '@freehold/core-services/organizations/invitations/answer-invitation';
import { inviteMember } from '@freehold/core-services/organizations/invitations/invite-member';
import { listInvitations } from '@freehold/core-services/organizations/invitations/list-invitations';
import { listOwnInvitations } from '@freehold/core-services/organizations/invitations/list-own-invitations';
import { readInvitation } from '@freehold/core-services/organizations/invitations/read-invitation';
import { resendInvitation } from '@freehold/core-services/organizations/invitations/resend-invitation';
import { revokeInvitation } from '@freehold/core-services/organizations/invitations/revoke-invitation';
import { permissionProcedure, publicProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const use = permissionProcedure('organization.use');

export const invitationsRouter = router({
  list: use
    .input(ListInvitationsInput)
    .output(InvitationPage)
    .query(({ ctx, input }) => listInvitations({ ctx: ctx.service, input })),

  invite: use
    .input(InviteMemberInput)
    .output(InvitationView)
    .mutation(({ ctx, input }) => inviteMember({ ctx: ctx.service, input })),

  resend: use
    .input(InvitationInput)
    .output(InvitationView)
    .mutation(({ ctx, input }) => resendInvitation({ ctx: ctx.service, input })),

  revoke: use
    .input(InvitationInput)
    .output(Done)
    .mutation(({ ctx, input }) => revokeInvitation({ ctx: ctx.service, input })),

  read: publicProcedure('api')
    .input(InvitationTokenInput)
    .output(InvitationPreview)
    .query(({ ctx, input }) => readInvitation({ ctx: ctx.service, input })),

  listOwn: use
    .input(z.void())
    .output(z.array(OwnInvitation))
    .query(({ ctx }) => listOwnInvitations({ ctx: ctx.service })),

  accept: use
    .input(AnswerInvitationInput)
    .output(Done)
    .mutation(({ ctx, input }) => acceptInvitation({ ctx: ctx.service, input })),

  decline: use
    .input(AnswerInvitationInput)
    .output(Done)
    .mutation(({ ctx, input }) => declineInvitation({ ctx: ctx.service, input })),
});
