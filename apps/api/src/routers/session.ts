import { AppError } from '@freehold/core-contracts/errors';
import {
  Done,
  SessionView,
  SignInInput,
  SignInOutput,
  VerifySecondFactorInput,
} from '@freehold/core-contracts/session';
import type { ActiveSession } from '@freehold/core-services/accounts/session/resolve-session';
import { signIn } from '@freehold/core-services/accounts/session/sign-in';
import { signOut } from '@freehold/core-services/accounts/session/sign-out';
import { verifySecondFactor } from '@freehold/core-services/accounts/session/verify-second-factor';
import type { StartedSession } from '@freehold/core-services/accounts/session/start-session';
import type { ServiceTenant } from '@freehold/core-services/context';
import type { RequestContext } from '@freehold/core-trpc/context';
import { expiredCookie, sessionCookie, sessionCookieName } from '@freehold/core-trpc/cookies';
import {
  homeSessionProcedure,
  publicProcedure,
  sessionProcedure,
} from '@freehold/core-trpc/procedures';
import { permissionsIn } from '@freehold/core-trpc/session';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const signInProcedure = publicProcedure('api');

export const sessionRouter = router({
  signIn: signInProcedure
    .input(SignInInput)
    .output(SignInOutput)
    .mutation(async ({ ctx, input }) => {
      const result = await signIn({ ctx: ctx.service, input });
      return result.state === 'SIGNED_IN' ? opened(ctx, ctx.tenant, result) : result;
    }),

  verifySecondFactor: signInProcedure
    .input(VerifySecondFactorInput)
    .output(SignInOutput)
    .mutation(async ({ ctx, input }) => {
      const { audience } = ctx.request;
      if (audience === null) throw new AppError('INVALID', 'request.audience_required');
      const started = await verifySecondFactor({ ctx: ctx.service, input, audience });
      return opened(ctx, ctx.tenant, started);
    }),

  signOut: homeSessionProcedure
    .input(z.void())
    .output(Done)
    .mutation(async ({ ctx }) => {
      const { id, audience } = ctx.session;
      await signOut({ ctx: ctx.service, sessionId: id });
      ctx.responseHeaders.append(
        'set-cookie',
        expiredCookie(sessionCookieName(audience, ctx.tenant.slug)),
      );
      return { isDone: true } as const;
    }),

  current: sessionProcedure
    .input(z.void())
    .output(SessionView)
    .query(({ ctx }) => toView(ctx, ctx.tenant, ctx.session)),
});

function opened(ctx: RequestContext, tenant: ServiceTenant, started: StartedSession): SignInOutput {
  const { session, token } = started;
  const name = sessionCookieName(session.audience, tenant.slug);
  ctx.responseHeaders.append(
    'set-cookie',
    sessionCookie(name, `${tenant.slug}.${token}`, session.expiresAt),
  );
  return { state: 'SIGNED_IN', session: toView(ctx, tenant, session) };
}

function toView(ctx: RequestContext, tenant: ServiceTenant, session: ActiveSession): SessionView {
  const { id, audience, user, home, expiresAt } = session;
  return {
    sessionId: id,
    audience,
    user: { ...user },
    homeTenant: summaryOf(home),
    tenant: summaryOf(tenant),
    permissions: [...permissionsIn(session)],
    expiresAt,
    isDevelopment: ctx.platform.isDevelopment,
  };
}

function summaryOf({ id, slug, name, kind }: ServiceTenant): SessionView['tenant'] {
  return { id, slug, name, kind };
}
