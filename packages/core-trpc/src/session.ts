import type { SessionTransport } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { permissionsOf, type Permission } from '@freehold/core-contracts/permissions';
import { withTenant } from '@freehold/core-db';
import type { Actor, ServiceTenant } from '@freehold/core-services/context';
import {
  resolveSession,
  type ActiveSession,
} from '@freehold/core-services/accounts/session/resolve-session';
import { splitToken } from '@freehold/core-services/accounts/session/session-tokens';
import type { RequestContext } from './context.ts';
import { sessionCookieName } from './cookies.ts';

/** What a session may do: in the portal everybody is a person, whatever their role in the console. */
export function permissionsIn(session: ActiveSession): readonly Permission[] {
  return permissionsOf[session.audience === 'PORTAL' ? 'USER' : session.user.role];
}

/** The cookie's value: the home tenant's slug, a point, the token. */
export function splitCookieValue(value: string): { homeSlug: string; token: string } | null {
  const match = /^([a-z][a-z0-9-]{1,39})\.([A-Za-z0-9_-]{43})$/u.exec(value);
  return match === null ? null : { homeSlug: match[1] ?? '', token: match[2] ?? '' };
}

interface Credential {
  readonly homeSlug: string;
  readonly token: string;
  readonly transport: SessionTransport;
}

/** An application's access token where one was sent, the browser's cookie otherwise. */
function findCredential(ctx: RequestContext, tenant: ServiceTenant): Credential | null {
  const { audience, bearer, cookies } = ctx.request;
  const access = bearer === null ? null : splitToken('access', bearer);
  if (access !== null) {
    return { homeSlug: access.homeSlug, token: access.secret, transport: 'TOKEN' };
  }
  if (audience === null) return null;
  const cookie = splitCookieValue(cookies[sessionCookieName(audience, tenant.slug)] ?? '');
  return cookie === null ? null : { ...cookie, transport: 'COOKIE' };
}

/**
 * The session of a request and who acts by it. With `canBeKept`, for calls that change nothing, what
 * was read within the last seconds may answer. Throws UNAUTHENTICATED `session.required`.
 */
export async function requireSession(
  ctx: RequestContext,
  tenant: ServiceTenant,
  { canBeKept = false }: { readonly canBeKept?: boolean } = {},
): Promise<{ session: ActiveSession; actor: Actor }> {
  const required = new AppError('UNAUTHENTICATED', 'session.required');
  const { audience } = ctx.request;
  const credential = findCredential(ctx, tenant);
  if (audience === null || credential === null) throw required;
  const home = await ctx.platform.tenants.findBySlug(credential.homeSlug);
  if (home === null) throw required;
  const isElsewhere = home.id !== tenant.id;
  if (isElsewhere && (home.kind !== 'PLATFORM' || audience !== 'CONSOLE')) throw required;

  const { db, clock, cache } = ctx.platform;
  const { token, transport } = credential;
  const session = await withTenant(home.id, () =>
    resolveSession({
      db,
      home,
      token,
      transport,
      audience,
      now: clock(),
      cache: canBeKept ? cache : undefined,
    }),
  );
  if (session === null) throw required;
  if (isElsewhere && session.user.role !== 'PLATFORM_OPERATOR') throw required;
  return { session, actor: actorOf(session) };
}

function actorOf(session: ActiveSession): Actor {
  const { id, email, role, firstName, lastName } = session.user;
  const name = `${firstName} ${lastName}`;
  return session.audience === 'PORTAL'
    ? { kind: 'USER', userId: id, role, name }
    : { kind: 'OPERATOR', userId: id, homeTenantId: session.home.id, role, name, email };
}
