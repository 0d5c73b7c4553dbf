import type { SessionAudience } from '@freehold/core-contracts/enums';

/** Name of the session cookie. People may be signed in to several tenants at once, so theirs names the tenant. */
export function sessionCookieName(audience: SessionAudience, tenantSlug: string): string {
  return audience === 'CONSOLE'
    ? '__Host-freehold-console'
    : `__Host-freehold-portal-${tenantSlug}`;
}

/** Name of the cookie that a browser is known by in the tenant where an account lives. */
export function deviceCookieName(homeSlug: string): string {
  return `__Host-freehold-device-${homeSlug}`;
}

/** A `__Host-` session cookie: Secure, HttpOnly, SameSite=Lax, for the whole host and no other. */
export function sessionCookie(name: string, value: string, expiresAt: Date): string {
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Expires=${expiresAt.toUTCString()}`;
}

/** A cookie header that removes the session cookie. */
export function expiredCookie(name: string): string {
  return sessionCookie(name, '', new Date(0));
}

/** Cookies of a request; of a name sent twice, the first counts. */
export function readCookies(header: string | null): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const part of (header ?? '').split(';').slice(0, 100)) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(0, at)).trim();
    if (name === '') continue;
    cookies[name] ??= part.slice(at + 1).trim();
  }
  return cookies;
}
