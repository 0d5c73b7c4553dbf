import type { UserStatus } from './enums.ts';

/** One allowed change of a person's status and the action it is audited as. */
export interface UserTransition {
  readonly from: UserStatus;
  readonly to: UserStatus;
  readonly action: string;
}

/** Every allowed change of status; what is not here does not happen. CLOSED is for good. */
export const userTransitions = [
  { from: 'REGISTERED', to: 'PENDING_ADMIN_APPROVAL', action: 'user.submit' },
  { from: 'PENDING_ADMIN_APPROVAL', to: 'APPROVED_PENDING_ONCHAIN', action: 'user.approve' },
  { from: 'PENDING_ADMIN_APPROVAL', to: 'DENIED', action: 'user.deny' },
  { from: 'APPROVED_PENDING_ONCHAIN', to: 'ACTIVE', action: 'user.activate' },
  { from: 'ACTIVE', to: 'FROZEN', action: 'user.freeze' },
  { from: 'FROZEN', to: 'ACTIVE', action: 'user.unfreeze' },
  { from: 'ACTIVE', to: 'SUSPENDED', action: 'user.suspend' },
  { from: 'SUSPENDED', to: 'ACTIVE', action: 'user.resume' },
  { from: 'REGISTERED', to: 'CLOSED', action: 'user.close' },
  { from: 'PENDING_ADMIN_APPROVAL', to: 'CLOSED', action: 'user.close' },
  { from: 'APPROVED_PENDING_ONCHAIN', to: 'CLOSED', action: 'user.close' },
  { from: 'ACTIVE', to: 'CLOSED', action: 'user.close' },
  { from: 'DENIED', to: 'CLOSED', action: 'user.close' },
  { from: 'FROZEN', to: 'CLOSED', action: 'user.close' },
  { from: 'SUSPENDED', to: 'CLOSED', action: 'user.close' },
] as const satisfies readonly UserTransition[];

/** The transition between two statuses, or null where there is none. */
export function findUserTransition(from: UserStatus, to: UserStatus): UserTransition | null {
  return userTransitions.find((entry) => entry.from === from && entry.to === to) ?? null;
}

/** True when a person in `from` may become `to`. */
export function canTransition(from: UserStatus, to: UserStatus): boolean {
  return findUserTransition(from, to) !== null;
}
