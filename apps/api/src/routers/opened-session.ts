import type { SessionView, SignInOutput } from '@freehold/core-contracts/session';
import type { RenewedSession } from '@freehold/core-services/accounts/session/renew-session';
import type { ActiveSession } from '@freehold/core-services/accounts/session/resolve-session';
import { steppedUpUntil } from '@freehold/core-services/accounts/session/session-rules';
import type { StartedSession } from '@freehold/core-services/accounts/session/start-session';
import type { ServiceTenant } from '@freehold/core-services/context';
import type { RequestContext } from '@freehold/core-trpc/context';
import {
  deviceCookieName,
  expiredCookie,
  sessionCookie,
  sessionCookieName,
} from '@freehold/core-trpc/cookies';
import { permissionsIn } from '@freehold/core-trpc/session';

type SignedIn = Extract<SignInOutput, { state: 'SIGNED_IN' }>;

/** Answers a sign-in: sets the cookies of a browser, or gives an application its tokens. */
export function openedSession(
  ctx: RequestContext,
  tenant: ServiceTenant,
  started: StartedSession,
): SignedIn {
  const { session, token, tokens, device } = started;
  const answer = { state: 'SIGNED_IN', session: toSessionView(ctx, tenant, session) } as const;
  if (tokens !== null) return { ...answer, tokens };
  setSessionCookie(ctx, tenant, session, token);
  if (device !== null) {
    const name = deviceCookieName(session.home.slug);
    ctx.responseHeaders.append('set-cookie', sessionCookie(name, device.secret, device.expiresAt));
  }
  return answer;
}

/** Answers a step-up: the new cookie, or the application's new tokens, and the session as it is now. */
export function renewedSession(
  ctx: RequestContext & { readonly session: ActiveSession },
  tenant: ServiceTenant,
  renewed: RenewedSession,
): Omit<SignedIn, 'state'> {
  const { factorAt, hasSecondFactor, token, tokens } = renewed;
  const session = { ...ctx.session, factorAt, hasSecondFactor };
  const answer = { session: toSessionView(ctx, tenant, session) };
  if (tokens !== null) return { ...answer, tokens };
  setSessionCookie(ctx, tenant, session, token);
  return answer;
}

/** Takes the session's cookie from the browser. */
export function dropSessionCookie(
  ctx: RequestContext,
  tenant: ServiceTenant,
  { audience, transport }: ActiveSession,
): void {
  if (transport === 'TOKEN') return;
  const name = sessionCookieName(audience, tenant.slug);
  ctx.responseHeaders.append('set-cookie', expiredCookie(name));
}

function setSessionCookie(
  ctx: RequestContext,
  tenant: ServiceTenant,
  { audience, home, expiresAt }: ActiveSession,
  token: string,
): void {
  const name = sessionCookieName(audience, tenant.slug);
  ctx.responseHeaders.append('set-cookie', sessionCookie(name, `${home.slug}.${token}`, expiresAt));
}

/** The caller as pages and applications see it. */
export function toSessionView(
  ctx: RequestContext,
  tenant: ServiceTenant,
  session: ActiveSession,
): SessionView {
  const { id, audience, user, home, expiresAt, hasSecondFactor } = session;
  return {
    sessionId: id,
    audience,
    user: { ...user },
    homeTenant: summaryOf(home),
    tenant: summaryOf(tenant),
    permissions: [...permissionsIn(session)],
    expiresAt,
    hasSecondFactor,
    steppedUpUntil: steppedUpUntil(session),
    isDevelopment: ctx.platform.isDevelopment,
  };
}

function summaryOf({ id, slug, name, kind }: ServiceTenant): SessionView['tenant'] {
  return { id, slug, name, kind };
}
