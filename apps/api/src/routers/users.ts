import {
  ActOutcome,
  ChangeUserStatusInput,
  EndUserSessionsInput,
  PersonActInput,
} from '@freehold/core-contracts/people';
import { EndedSessions } from '@freehold/core-contracts/security';
import { GetUserInput, ListUsersInput, UserDetail, UserPage } from '@freehold/core-contracts/users';
import { getUser } from '@freehold/core-services/accounts/get-user';
import { listUsers } from '@freehold/core-services/accounts/list-users';
import { changeStatus } from '@freehold/core-services/accounts/people/change-status';
import { deletePerson } from '@freehold/core-services/accounts/people/delete-person';
import { endSessionsOf } from '@freehold/core-services/accounts/people/end-sessions';
import { erasePerson } from '@freehold/core-services/accounts/people/erase-person';
import { resetFactors } from '@freehold/core-services/accounts/people/reset-factors';
import { restorePerson } from '@freehold/core-services/accounts/people/restore-person';
import { sendResetLink } from '@freehold/core-services/accounts/people/send-reset-link';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('user.read');
const freeze = permissionProcedure('user.freeze');
const freezeSteppedUp = permissionProcedure('user.freeze', { isStepUpNeeded: true });
const manage = permissionProcedure('user.manage');
const manageSteppedUp = permissionProcedure('user.manage', { isStepUpNeeded: true });
const erase = permissionProcedure('user.erase', { isStepUpNeeded: true });

export const usersRouter = router({
  list: read
    .input(ListUsersInput)
    .output(UserPage)
    .query(({ ctx, input }) => listUsers({ ctx: ctx.service, input })),

  get: read
    .input(GetUserInput)
    .output(UserDetail)
    .query(({ ctx, input }) => getUser({ ctx: ctx.service, input })),

  changeStatus: freezeSteppedUp
    .input(ChangeUserStatusInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => changeStatus({ ctx: ctx.service, input })),

  endSessions: freeze
    .input(EndUserSessionsInput)
    .output(EndedSessions)
    .mutation(({ ctx, input }) => endSessionsOf({ ctx: ctx.service, input })),

  delete: manageSteppedUp
    .input(PersonActInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => deletePerson({ ctx: ctx.service, input })),

  restore: manage
    .input(PersonActInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => restorePerson({ ctx: ctx.service, input })),

  erase: erase
    .input(PersonActInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => erasePerson({ ctx: ctx.service, input })),

  resetFactors: manageSteppedUp
    .input(PersonActInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => resetFactors({ ctx: ctx.service, input })),

  sendPasswordReset: manage
    .input(PersonActInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => sendResetLink({ ctx: ctx.service, input })),
});
