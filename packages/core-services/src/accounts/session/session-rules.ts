import type { SessionAudience, UserStatus } from '@freehold/core-contracts/enums';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Activity is written at most this often. */
export const touchIntervalMs = minuteMs;

/** Longest life of a session: people 30 days, operators 12 hours (NIST SP 800-63B-4 section 5.2 asks for a bound). */
export function lifetimeMsOf(audience: SessionAudience): number {
  return audience === 'CONSOLE' ? 12 * hourMs : 30 * dayMs;
}

/** Longest time without a request: people 14 days, operators 30 minutes. */
export function idleMsOf(audience: SessionAudience): number {
  return audience === 'CONSOLE' ? 30 * minuteMs : 14 * dayMs;
}

/** Life of an application's access token; its refresh token makes the next. */
export const accessTtlMs = 15 * minuteMs;

const portalStatuses: readonly UserStatus[] = [
  'REGISTERED',
  'PENDING_ADMIN_APPROVAL',
  'APPROVED_PENDING_ONCHAIN',
  'ACTIVE',
  'DENIED',
];

/** Statuses of accounts that may be signed in: to the portal also while they wait, so that people see where they stand. */
export function signInStatuses(audience: SessionAudience): readonly UserStatus[] {
  return audience === 'CONSOLE' ? ['ACTIVE'] : portalStatuses;
}

/** Whether an account of this status may be signed in. */
export function isSignInAllowed(audience: SessionAudience, status: UserStatus): boolean {
  return signInStatuses(audience).includes(status);
}

/** How long a proven factor stays fresh. */
export const stepUpTtlMs = 10 * minuteMs;

/** Until when a session may do what needs a fresh factor. */
export function steppedUpUntil(session: { readonly factorAt: Date }): Date {
  return new Date(session.factorAt.getTime() + stepUpTtlMs);
}
