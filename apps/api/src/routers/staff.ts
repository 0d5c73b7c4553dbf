import {
  AcceptStaffInvitationInput,
  ActOutcome,
  ChangeUserRoleInput,
  InviteStaffInput,
  ListStaffInput,
  StaffInput,
  StaffInvitationPreview,
  StaffPage,
} from '@freehold/core-contracts/people';
import { TokenInput } from '@freehold/core-contracts/security';
import { Done } from '@freehold/core-contracts/session';
import { acceptInvitation } from '@freehold/core-services/staff/accept-invitation';
import { changeRole } from '@freehold/core-services/staff/change-role';
import { inviteStaff } from '@freehold/core-services/staff/invite-staff';
import { listStaff } from '@freehold/core-services/staff/list-staff';
import { readInvitation } from '@freehold/core-services/staff/read-invitation';
import { resendInvitation } from '@freehold/core-services/staff/resend-invitation';
import { permissionProcedure, publicProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const manage = permissionProcedure('staff.manage', { isStepUpNeeded: true });
const byLink = publicProcedure('api');

export const staffRouter = router({
  list: permissionProcedure('staff.read')
    .input(ListStaffInput)
    .output(StaffPage)
    .query(({ ctx, input }) => listStaff({ ctx: ctx.service, input })),

  invite: manage
    .input(InviteStaffInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => inviteStaff({ ctx: ctx.service, input })),

  resendInvitation: manage
    .input(StaffInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await resendInvitation({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),

  changeRole: manage
    .input(ChangeUserRoleInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => changeRole({ ctx: ctx.service, input })),

  readInvitation: byLink
    .input(TokenInput)
    .output(StaffInvitationPreview)
    .query(({ ctx, input }) => readInvitation({ ctx: ctx.service, input })),

  acceptInvitation: byLink
    .input(AcceptStaffInvitationInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await acceptInvitation({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),
});
