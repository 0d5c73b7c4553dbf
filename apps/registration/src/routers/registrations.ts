import {
  GetRegistrationInput,
  ListRegistrationsInput,
  ManageRegistrationInput,
  RegistrationDetail,
  RegistrationPage,
  RegistrationSummary,
} from '@freehold/core-contracts/registration';
import { cancelRegistration } from '@freehold/core-services/onboarding/registration/cancel-registration';
import { extendRegistration } from '@freehold/core-services/onboarding/registration/extend-registration';
import { getRegistrationDetail } from '@freehold/core-services/onboarding/registration/get-registration-detail';
import { listRegistrations } from '@freehold/core-services/onboarding/registration/list-registrations';
import { resendCode } from '@freehold/core-services/onboarding/registration/resend-code';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('registration.read');
const manage = permissionProcedure('registration.manage');

/** Registrations as operators see them. */
export const registrationsRouter = router({
  list: read
    .input(ListRegistrationsInput)
    .output(RegistrationPage)
    .query(({ ctx, input }) => listRegistrations({ ctx: ctx.service, input })),

  get: read
    .input(GetRegistrationInput)
    .output(RegistrationDetail)
    .query(({ ctx, input }) => getRegistrationDetail({ ctx: ctx.service, input })),

  resendCode: manage
    .input(ManageRegistrationInput)
    .output(RegistrationSummary)
    .mutation(({ ctx, input }) => resendCode({ ctx: ctx.service, input })),

  extend: manage
    .input(ManageRegistrationInput)
    .output(RegistrationSummary)
    .mutation(({ ctx, input }) => extendRegistration({ ctx: ctx.service, input })),

  cancel: manage
    .input(ManageRegistrationInput)
    .output(RegistrationSummary)
    .mutation(({ ctx, input }) => cancelRegistration({ ctx: ctx.service, input })),
});
