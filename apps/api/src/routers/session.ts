import type { SessionAudience } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import {
  BeginPasskeyOutput,
  BeginPasskeySignInInput,
  Done,
  RefreshInput,
  SessionView,
  SignInInput,
  SignInOutput,
  SignInWithPasskeyInput,
  StepUpInput,
  StepUpMethods,
  StepUpOutput,
  TokenPair,
  UnlockInput,
  VerifyRecoveryCodeInput,
  VerifySecondFactorInput,
} from '@freehold/core-contracts/session';
import { withTenant } from '@freehold/core-db';
import {
  refreshRefused,
  refreshSession,
  requireRefreshToken,
} from '@freehold/core-services/accounts/session/refresh-session';
import { signIn } from '@freehold/core-services/accounts/session/sign-in';
import {
  beginPasskeySignIn,
  signInWithPasskey,
} from '@freehold/core-services/accounts/session/sign-in-with-passkey';
import { signOut } from '@freehold/core-services/accounts/session/sign-out';
import {
  beginStepUpPasskey,
  listStepUpMethods,
  stepUp,
} from '@freehold/core-services/accounts/session/step-up';
import { unlock } from '@freehold/core-services/accounts/session/unlock';
import { verifyRecoveryCode } from '@freehold/core-services/accounts/session/verify-recovery-code';
import { verifySecondFactor } from '@freehold/core-services/accounts/session/verify-second-factor';
import type { RequestContext } from '@freehold/core-trpc/context';
import {
  homeSessionProcedure,
  openProcedure,
  publicProcedure,
  sessionProcedure,
  toServiceContext,
} from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';
import {
  dropSessionCookie,
  openedSession,
  renewedSession,
  toSessionView,
} from './opened-session.ts';

const signInProcedure = publicProcedure('api');

export const sessionRouter = router({
  signIn: signInProcedure
    .input(SignInInput)
    .output(SignInOutput)
    .mutation(async ({ ctx, input }) => {
      const result = await signIn({ ctx: ctx.service, input });
      return result.state === 'SIGNED_IN' ? openedSession(ctx, ctx.tenant, result) : result;
    }),

  verifySecondFactor: signInProcedure
    .input(VerifySecondFactorInput)
    .output(SignInOutput)
    .mutation(async ({ ctx, input }) => {
      const audience = requireAudience(ctx);
      const started = await verifySecondFactor({ ctx: ctx.service, input, audience });
      const opened = openedSession(ctx, ctx.tenant, started);
      const { recoveryCodes } = started;
      return recoveryCodes === undefined ? opened : { ...opened, recoveryCodes };
    }),

  verifyRecoveryCode: signInProcedure
    .input(VerifyRecoveryCodeInput)
    .output(SignInOutput)
    .mutation(async ({ ctx, input }) => {
      const audience = requireAudience(ctx);
      const started = await verifyRecoveryCode({ ctx: ctx.service, input, audience });
      return openedSession(ctx, ctx.tenant, started);
    }),

  beginPasskey: signInProcedure
    .input(BeginPasskeySignInInput)
    .output(BeginPasskeyOutput)
    .mutation(({ ctx, input }) => beginPasskeySignIn({ ctx: ctx.service, input })),

  signInWithPasskey: signInProcedure
    .input(SignInWithPasskeyInput)
    .output(SignInOutput)
    .mutation(async ({ ctx, input }) => {
      const started = await signInWithPasskey({ ctx: ctx.service, input });
      return openedSession(ctx, ctx.tenant, started);
    }),

  unlock: signInProcedure
    .input(UnlockInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await unlock({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),

  listStepUpMethods: homeSessionProcedure
    .input(z.void())
    .output(StepUpMethods)
    .query(({ ctx }) => listStepUpMethods({ ctx: ctx.service })),

  beginStepUpPasskey: homeSessionProcedure
    .input(z.void())
    .output(BeginPasskeyOutput)
    .mutation(({ ctx }) => beginStepUpPasskey({ ctx: ctx.service })),

  stepUp: homeSessionProcedure
    .input(StepUpInput)
    .output(StepUpOutput)
    .mutation(async ({ ctx, input }) => {
      const renewed = await stepUp({ ctx: ctx.service, input, sessionId: ctx.session.id });
      const { session, ...tokens } = renewedSession(ctx, ctx.tenant, renewed);
      return { ...session, ...tokens };
    }),

  signOut: homeSessionProcedure
    .input(z.void())
    .output(Done)
    .mutation(async ({ ctx }) => {
      await signOut({ ctx: ctx.service, sessionId: ctx.session.id });
      dropSessionCookie(ctx, ctx.tenant, ctx.session);
      return { isDone: true } as const;
    }),

  refresh: openProcedure
    .input(RefreshInput)
    .output(TokenPair)
    .mutation(async ({ ctx, input }) => {
      const { homeSlug, secret } = requireRefreshToken(input.refreshToken);
      const home = await ctx.platform.tenants.findBySlug(homeSlug);
      if (home === null) throw refreshRefused();
      const service = toServiceContext(ctx, home, { kind: 'SERVICE', service: 'api' });
      return withTenant(home.id, () => refreshSession({ ctx: service, input: { secret } }));
    }),

  current: sessionProcedure
    .input(z.void())
    .output(SessionView)
    .query(({ ctx }) => toSessionView(ctx, ctx.tenant, ctx.session)),
});

function requireAudience(ctx: RequestContext): SessionAudience {
  const { audience } = ctx.request;
  if (audience === null) throw new AppError('INVALID', 'request.audience_required');
  return audience;
}
