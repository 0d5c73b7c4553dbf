import type { NotificationKind } from '@freehold/core-contracts/notifications';

/** What of a person's preferences decides; null where none were ever saved, which leaves everything on. */
export type WantedPreferences = { readonly isSecurityNotificationEnabled: boolean } | null;

// What only tells that something happened. A change of the ways into an account, and a lock, is
// always told: whoever took an account over would switch that off first.
const dispensable: readonly NotificationKind[] = ['session.newDevice'];

/** Whether a notice of this kind is to be written or sent to a person with these preferences. */
export function isWanted(kind: NotificationKind, preferences: WantedPreferences): boolean {
  return !dispensable.includes(kind) || (preferences?.isSecurityNotificationEnabled ?? true);
}
