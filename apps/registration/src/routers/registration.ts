import {
  ChangeRegistrationEmailInput,
  RegistrationHandleInput,
  RegistrationView,
  ResumeLinkOutput,
  SetRegistrationBirthInput,
  SetRegistrationNameInput,
  SetRegistrationPasswordInput,
  SetRegistrationPhoneInput,
  StartRegistrationInput,
  StartRegistrationOutput,
  VerifyRegistrationCodeInput,
} from '@freehold/core-contracts/registration';
import { changeEmail } from '@freehold/core-services/onboarding/registration/change-email';
import { completePendingRegistration } from '@freehold/core-services/onboarding/registration/complete-pending-registration';
import { createResumeLink } from '@freehold/core-services/onboarding/registration/create-resume-link';
import { getRegistration } from '@freehold/core-services/onboarding/registration/get-registration';
import { resendEmailCode } from '@freehold/core-services/onboarding/registration/resend-email-code';
import { resendPhoneCode } from '@freehold/core-services/onboarding/registration/resend-phone-code';
import { setBirth } from '@freehold/core-services/onboarding/registration/set-birth';
import { setName } from '@freehold/core-services/onboarding/registration/set-name';
import { setPassword } from '@freehold/core-services/onboarding/registration/set-password';
import { setPhone } from '@freehold/core-services/onboarding/registration/set-phone';
import { startRegistration } from '@freehold/core-services/onboarding/registration/start-registration';
import { verifyEmail } from '@freehold/core-services/onboarding/registration/verify-email';
import { verifyPhone } from '@freehold/core-services/onboarding/registration/verify-phone';
import { publicProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import type { AccountMakerOf } from '../account-maker.ts';

const open = publicProcedure('registration');

/** The person's way through; who may do what is decided by the handle each input carries. */
export function createRegistrationRouter(accountsOf: AccountMakerOf) {
  return router({
    start: open
      .input(StartRegistrationInput)
      .output(StartRegistrationOutput)
      .mutation(({ ctx, input }) => startRegistration({ ctx: ctx.service, input })),

    get: open
      .input(RegistrationHandleInput)
      .output(RegistrationView)
      .query(({ ctx, input }) => getRegistration({ ctx: ctx.service, input })),

    resendEmailCode: open
      .input(RegistrationHandleInput)
      .output(RegistrationView)
      .mutation(({ ctx, input }) => resendEmailCode({ ctx: ctx.service, input })),

    verifyEmail: open
      .input(VerifyRegistrationCodeInput)
      .output(RegistrationView)
      .mutation(({ ctx, input }) => verifyEmail({ ctx: ctx.service, input })),

    changeEmail: open
      .input(ChangeRegistrationEmailInput)
      .output(RegistrationView)
      .mutation(({ ctx, input }) => changeEmail({ ctx: ctx.service, input })),

    setName: open
      .input(SetRegistrationNameInput)
      .output(RegistrationView)
      .mutation(({ ctx, input }) => setName({ ctx: ctx.service, input })),

    setBirth: open
      .input(SetRegistrationBirthInput)
      .output(RegistrationView)
      .mutation(({ ctx, input }) => setBirth({ ctx: ctx.service, input })),

    setPassword: open
      .input(SetRegistrationPasswordInput)
      .output(RegistrationView)
      .mutation(({ ctx, input }) => setPassword({ ctx: ctx.service, input })),

    setPhone: open
      .input(SetRegistrationPhoneInput)
      .output(RegistrationView)
      .mutation(({ ctx, input }) => setPhone({ ctx: ctx.service, input })),

    resendPhoneCode: open
      .input(RegistrationHandleInput)
      .output(RegistrationView)
      .mutation(({ ctx, input }) => resendPhoneCode({ ctx: ctx.service, input })),

    verifyPhone: open
      .input(VerifyRegistrationCodeInput)
      .output(RegistrationView)
      .mutation(({ ctx, input }) =>
        verifyPhone({ ctx: ctx.service, accounts: accountsOf(ctx.service), input }),
      ),

    complete: open
      .input(RegistrationHandleInput)
      .output(RegistrationView)
      .mutation(({ ctx, input }) =>
        completePendingRegistration({ ctx: ctx.service, accounts: accountsOf(ctx.service), input }),
      ),

    createResumeLink: open
      .input(RegistrationHandleInput)
      .output(ResumeLinkOutput)
      .mutation(({ ctx, input }) => createResumeLink({ ctx: ctx.service, input })),
  });
}
