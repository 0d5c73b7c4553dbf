import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { permissionsOf } from '@freehold/core-contracts/permissions';
import { expect, test } from 'vitest';
import { actsOn } from './organization-acts.ts';

const subscription: OrganizationDetail['subscription'] = {
  plan: 'PREMIUM_MONTHLY',
  status: 'ACTIVE',
  expiresAt: new Date(),
  autoRenew: true,
  renewedAt: null,
  cancelledAt: null,
  version: 1,
};

function detail(changes: Partial<OrganizationDetail> = {}): OrganizationDetail {
  return {
    id: 'x',
    name: 'X',
    slug: 'xxx',
    tier: 'PREMIUM',
    scanCredits: 5,
    totalScans: 0n,
    apiCallsUsed: 0n,
    memberCount: 1,
    plan: 'PREMIUM_MONTHLY',
    subscriptionStatus: 'ACTIVE',
    createdAt: new Date(),
    deletedAt: null,
    version: 0,
    owner: null,
    ownRole: null,
    canManage: true,
    canOwn: true,
    subscription,
    ...changes,
  };
}

const offered = (changes?: Partial<OrganizationDetail>) =>
  actsOn(detail(changes), permissionsOf.ADMIN);

test('who only reads is offered nothing', () => {
  expect(actsOn(detail(), permissionsOf.AUDITOR)).toEqual([]);
  expect(actsOn(detail(), permissionsOf.TREASURER)).toEqual([]);
});

test('a deleted organization can be restored, and nothing else', () => {
  expect(offered({ deletedAt: new Date() })).toEqual(['restore']);
});

test('a subscription is cancelled where it has an end, resumed where it is not running', () => {
  expect(offered()).toContain('cancel');
  expect(offered({ subscription: { ...subscription, expiresAt: null } })).not.toContain('cancel');
  const suspended = offered({ subscription: { ...subscription, status: 'SUSPENDED' } });
  expect(suspended).toContain('resume');
  expect(suspended).not.toContain('changePlan');
  expect(offered({ subscription: { ...subscription, status: 'CANCELLED' } })).toContain('resume');
});

test('who has no credits sends none', () => {
  expect(offered({ scanCredits: 0 })).not.toContain('transfer');
});
