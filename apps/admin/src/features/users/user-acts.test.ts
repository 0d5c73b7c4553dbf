import { permissionsOf } from '@freehold/core-contracts/permissions';
import type { UserDetail } from '@freehold/core-contracts/users';
import { expect, it } from 'vitest';
import { actsOn } from './user-acts.ts';
import { describeUserChanges } from './user-changes.ts';

const day = new Date('2026-03-01T00:00:00Z');

const person: UserDetail = {
  id: '00000000-0000-7000-8000-000000000001',
  email: 'ada@people.example',
  firstName: 'Ada',
  lastName: 'Min',
  phone: null,
  countryCode: 'FR',
  role: 'USER',
  status: 'ACTIVE',
  createdAt: day,
  lastLoginAt: null,
  deletedAt: null,
  username: null,
  gender: null,
  dateOfBirth: null,
  nationalIdNumber: null,
  locale: 'en',
  onchainStatus: null,
  emailVerifiedAt: day,
  isPhoneVerified: true,
  version: 3,
  erasedAt: null,
  passwordChangedAt: null,
  authenticatorCount: 0,
  passkeyCount: 0,
  recoveryCodesLeft: 0,
  devices: [],
  organizations: [],
  sessions: [],
  wallets: [],
};

it('an administrator may freeze, suspend, close and delete an active person', () => {
  expect(actsOn(person, permissionsOf.ADMIN)).toEqual([
    'sendPasswordReset',
    'freeze',
    'suspend',
    'close',
    'delete',
  ]);
});

it('a treasurer only holds people up, an auditor does nothing', () => {
  expect(actsOn(person, permissionsOf.TREASURER)).toEqual(['freeze', 'suspend']);
  expect(actsOn(person, permissionsOf.AUDITOR)).toEqual([]);
});

it('what is offered follows the status and what the person has', () => {
  const frozen = { ...person, status: 'FROZEN' as const, passkeyCount: 1 };
  expect(actsOn(frozen, permissionsOf.ADMIN)).toEqual([
    'sendPasswordReset',
    'resetFactors',
    'unfreeze',
    'close',
    'delete',
  ]);
  const closed = { ...person, status: 'CLOSED' as const };
  expect(actsOn(closed, permissionsOf.ADMIN)).toEqual(['delete']);
});

it('a deleted person can be restored or erased, an erased one is left alone', () => {
  const gone = { ...person, deletedAt: day };
  expect(actsOn(gone, permissionsOf.ADMIN)).toEqual(['restore', 'erase']);
  expect(actsOn({ ...gone, erasedAt: day }, permissionsOf.ADMIN)).toEqual([]);
});

it('a change by somebody else is told in words, a sign-in is none', () => {
  const changed = { ...person, status: 'FROZEN' as const, role: 'REVIEWER' as const, version: 4 };
  expect(describeUserChanges(person, changed)).toEqual([
    'Status: Active → Frozen',
    'Role: User → Reviewer',
  ]);
  expect(describeUserChanges(person, { ...person, lastLoginAt: day })).toEqual([]);
});
