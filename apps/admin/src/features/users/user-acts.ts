import type { Permission } from '@freehold/core-contracts/permissions';
import { canTransition } from '@freehold/core-contracts/user-status';
import type { UserDetail } from '@freehold/core-contracts/users';

/** What an operator may do to a person, in the order of the menu. */
export const userActs = [
  'endSessions',
  'sendPasswordReset',
  'resetFactors',
  'freeze',
  'suspend',
  'unfreeze',
  'resume',
  'close',
  'restore',
  'delete',
  'erase',
] as const;
export type UserAct = (typeof userActs)[number];

type Rule = { permission: Permission; isPossible: (user: UserDetail) => boolean };

const isLiving = (user: UserDetail) => user.deletedAt === null;
const hasFactor = (user: UserDetail) => user.authenticatorCount + user.passkeyCount > 0;

const rules: Readonly<Record<UserAct, Rule>> = {
  endSessions: {
    permission: 'user.freeze',
    isPossible: (user) => user.sessions.some((session) => session.isValid),
  },
  sendPasswordReset: {
    permission: 'user.manage',
    isPossible: (user) => isLiving(user) && user.status !== 'CLOSED',
  },
  resetFactors: {
    permission: 'user.manage',
    isPossible: (user) => isLiving(user) && hasFactor(user),
  },
  freeze: {
    permission: 'user.freeze',
    isPossible: (user) => isLiving(user) && canTransition(user.status, 'FROZEN'),
  },
  suspend: {
    permission: 'user.freeze',
    isPossible: (user) => isLiving(user) && canTransition(user.status, 'SUSPENDED'),
  },
  unfreeze: {
    permission: 'user.freeze',
    isPossible: (user) => isLiving(user) && user.status === 'FROZEN',
  },
  resume: {
    permission: 'user.freeze',
    isPossible: (user) => isLiving(user) && user.status === 'SUSPENDED',
  },
  close: {
    permission: 'user.manage',
    isPossible: (user) => isLiving(user) && canTransition(user.status, 'CLOSED'),
  },
  restore: { permission: 'user.manage', isPossible: (user) => !isLiving(user) },
  delete: { permission: 'user.manage', isPossible: isLiving },
  erase: { permission: 'user.erase', isPossible: (user) => !isLiving(user) },
};

/** Acts that are open to somebody with these permissions, in this state of the person. */
export function actsOn(user: UserDetail, permissions: readonly Permission[]): UserAct[] {
  if (user.erasedAt !== null) return [];
  return userActs.filter(
    (act) => permissions.includes(rules[act].permission) && rules[act].isPossible(user),
  );
}
