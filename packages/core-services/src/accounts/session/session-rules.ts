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

const portalStatuses: readonly UserStatus[] = [
  'REGISTERED',
  'PENDING_ADMIN_APPROVAL',
  'APPROVED_PENDING_ONCHAIN',
  'ACTIVE',
  'DENIED',
];

/** Whether an account of this status may be signed in: to the portal also while it waits, so that people see where they stand. */
export function isSignInAllowed(audience: SessionAudience, status: UserStatus): boolean {
  return audience === 'CONSOLE' ? status === 'ACTIVE' : portalStatuses.includes(status);
}
