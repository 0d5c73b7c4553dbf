import {
  ChangePasswordInput,
  ConfirmPhoneChangeInput,
  RequestEmailChangeInput,
  RequestPasswordResetInput,
  RequestPhoneChangeInput,
  ResetPasswordInput,
  TokenInput,
} from '@freehold/core-contracts/security';
import { Done } from '@freehold/core-contracts/session';
import { changePassword } from '@freehold/core-services/accounts/credentials/change-password';
import { confirmEmailChange } from '@freehold/core-services/accounts/credentials/confirm-email-change';
import { confirmPhoneChange } from '@freehold/core-services/accounts/credentials/confirm-phone-change';
import { requestEmailChange } from '@freehold/core-services/accounts/credentials/request-email-change';
import { requestEmailVerification } from '@freehold/core-services/accounts/credentials/request-email-verification';
import { requestPasswordReset } from '@freehold/core-services/accounts/credentials/request-password-reset';
import { requestPhoneChange } from '@freehold/core-services/accounts/credentials/request-phone-change';
import { resetPassword } from '@freehold/core-services/accounts/credentials/reset-password';
import { verifyEmail } from '@freehold/core-services/accounts/credentials/verify-email';
import { homePermissionProcedure, publicProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const manage = homePermissionProcedure('account.manage');
const manageFresh = homePermissionProcedure('account.manage', { isStepUpNeeded: true });
const open = publicProcedure('api');
const done = { isDone: true } as const;

export const passwordRouter = router({
  requestReset: open
    .input(RequestPasswordResetInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await requestPasswordReset({ ctx: ctx.service, input });
      return done;
    }),

  reset: open
    .input(ResetPasswordInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await resetPassword({ ctx: ctx.service, input });
      return done;
    }),

  change: manageFresh
    .input(ChangePasswordInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await changePassword({ ctx: ctx.service, input, sessionId: ctx.session.id });
      return done;
    }),
});

export const emailRouter = router({
  requestVerification: manage
    .input(z.void())
    .output(Done)
    .mutation(async ({ ctx }) => {
      await requestEmailVerification({ ctx: ctx.service });
      return done;
    }),

  verify: open
    .input(TokenInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await verifyEmail({ ctx: ctx.service, input });
      return done;
    }),

  requestChange: manageFresh
    .input(RequestEmailChangeInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await requestEmailChange({ ctx: ctx.service, input, sessionId: ctx.session.id });
      return done;
    }),

  confirmChange: open
    .input(TokenInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await confirmEmailChange({ ctx: ctx.service, input });
      return done;
    }),
});

export const phoneRouter = router({
  requestChange: manageFresh
    .input(RequestPhoneChangeInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await requestPhoneChange({ ctx: ctx.service, input, sessionId: ctx.session.id });
      return done;
    }),

  confirmChange: manageFresh
    .input(ConfirmPhoneChangeInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await confirmPhoneChange({ ctx: ctx.service, input, sessionId: ctx.session.id });
      return done;
    }),
});
