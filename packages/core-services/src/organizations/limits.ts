import type { Limit } from '../onboarding/budget/take-budget.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** Organizations that one person owns at a time. */
export const mostOwned = 10;
/** People in one organization. */
export const mostMembers = 500;
/** Invitations of one organization that wait at a time. */
export const mostPendingInvitations = 100;
/** Keys of one organization that work at a time. */
export const mostLiveKeys = 50;
/** The same with those that were replaced and still work for a while. */
export const mostLiveKeysInRotation = 2 * mostLiveKeys;
/** Managers that a notification goes to. */
export const mostTold = 100;

/** Life of an invitation's link. */
export const invitationLifeMs = 7 * dayMs;
/** How long a decided invitation, with its address, stays in the list. */
export const invitationKeptMs = 90 * dayMs;
/** How long a deleted organization can be brought back. */
export const restorableMs = 90 * dayMs;
/** How long before the end of a key or a term its organization is told. */
export const noticeMs = 7 * dayMs;
/** Credits below which an organization is told that they run low. */
export const lowCredits = 100;
/** Most credits that an organization holds: what the column takes. */
export const mostCredits = 2_147_483_647;

/** Organizations that a person makes, tries that failed included: names cannot be guessed at will. */
export const creationLimit: Limit = {
  kind: 'organization.create',
  limit: 20,
  windowMs: dayMs,
  window: 'FIXED',
};

/** Invitations of one organization, and to one address from all of them. */
export const invitationLimits = {
  organization: {
    kind: 'organization.invitation.organization',
    limit: 200,
    windowMs: dayMs,
    window: 'FIXED',
  },
  address: {
    kind: 'organization.invitation.address',
    limit: 5,
    windowMs: dayMs,
    window: 'FIXED',
  },
} as const satisfies Record<string, Limit>;
