import { AppError } from '@freehold/core-contracts/errors';
import { permissionsOf, type Permission } from '@freehold/core-contracts/permissions';
import { withTenant } from '@freehold/core-db';
import type { Actor, ServiceTenant } from '@freehold/core-services/context';
import {
  resolveSession,
  type ActiveSession,
} from '@freehold/core-services/accounts/session/resolve-session';
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

/** The session of a request and who acts by it. Throws UNAUTHENTICATED `session.required`. */
export async function requireSession(
  ctx: RequestContext,
  tenant: ServiceTenant,
): Promise<{ session: ActiveSession; actor: Actor }> {
  const required = new AppError('UNAUTHENTICATED', 'session.required');
  const { audience, cookies } = ctx.request;
  if (audience === null) throw required;
  const credential = splitCookieValue(cookies[sessionCookieName(audience, tenant.slug)] ?? '');
  if (credential === null) throw required;
  const home = await ctx.platform.tenants.findBySlug(credential.homeSlug);
  if (home === null) throw required;
  const isElsewhere = home.id !== tenant.id;
  if (isElsewhere && (home.kind !== 'PLATFORM' || audience !== 'CONSOLE')) throw required;

  const session = await withTenant(home.id, () =>
    resolveSession({
      db: ctx.platform.db,
      home,
      token: credential.token,
      audience,
      now: ctx.platform.clock(),
    }),
  );
  if (session === null) throw required;
  if (isElsewhere && session.user.role !== 'PLATFORM_OPERATOR') throw required;
  return { session, actor: actorOf(session) };
}

function actorOf(session: ActiveSession): Actor {
  const { id, role, firstName, lastName } = session.user;
  const name = `${firstName} ${lastName}`;
  return session.audience === 'PORTAL'
    ? { kind: 'USER', userId: id, role, name }
    : { kind: 'OPERATOR', userId: id, homeTenantId: session.home.id, role, name };
}
