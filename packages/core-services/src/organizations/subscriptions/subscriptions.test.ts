import type {
  ChangeSubscriptionInput,
  SetSubscriptionStatusInput,
} from '@freehold/core-contracts/organizations';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '../../context.ts';
import { readTestMessages } from '../../testing/messages.ts';
import { manyMeetMs, TestOrganizations } from '../organizations.testing.ts';
import { changeSubscription } from './change-subscription.ts';
import { endTerms } from './end-terms.ts';
import { setSubscriptionStatus } from './set-subscription-status.ts';
import { tellOfEndingTerms } from './tell-of-ends.ts';

let world: TestOrganizations;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  world = await TestOrganizations.open();
});
afterAll(() => world.close());

const start = new Date('2026-01-31T09:00:00.000Z');
const worker: Actor = { kind: 'SYSTEM', name: 'clean-up' };
const on = (text: string) => () => new Date(text);

type Plan = ChangeSubscriptionInput['plan'];
type Status = SetSubscriptionStatusInput['status'];

async function choose(
  organizationId: string,
  plan: Plan,
  options: { autoRenew?: boolean; version?: number; actor?: Actor; clock?: () => Date } = {},
) {
  const { autoRenew = false, version = 0, actor = world.admin, clock = () => start } = options;
  const input = { organizationId, version, plan, autoRenew, reason: 'As agreed' };
  return world.in(() => changeSubscription({ ctx: world.as(actor, clock), input }));
}
function set(organizationId: string, status: Status, version: number, clock = () => start) {
  const input = { organizationId, version, status, reason: 'As agreed' };
  return world.in(() => setSubscriptionStatus({ ctx: world.as(world.admin, clock), input }));
}
function end(clock: () => Date) {
  return world.in(() => endTerms({ ctx: world.as(worker, clock), limit: 500 }));
}
function tell(clock: () => Date) {
  return world.in(() => tellOfEndingTerms({ ctx: world.as(worker, clock), limit: 500 }));
}
function stateOf(organizationId: string) {
  return world.in(() =>
    world.db.organization.findFirstOrThrow({
      where: { id: organizationId },
      select: { tier: true, subscription: true },
    }),
  );
}
async function auditActions(organizationId: string) {
  const actions = (await world.auditOf(organizationId)).map(({ action }) => action);
  return actions.filter((action) => action.startsWith('subscription.'));
}

test.each<[Plan, string, string | null]>([
  ['PREMIUM_MONTHLY', 'PREMIUM', '2026-02-28T09:00:00.000Z'],
  ['PREMIUM_ANNUAL', 'PREMIUM', '2027-01-31T09:00:00.000Z'],
  ['ENTERPRISE', 'ENTERPRISE', null],
])('%s makes the tier %s until %s', async (plan, tier, expiresAt) => {
  const { id } = await world.addOrganization();
  const detail = await choose(id, plan);
  expect(detail).toMatchObject({ tier, plan, subscriptionStatus: 'ACTIVE' });
  expect(detail.subscription.expiresAt?.toISOString() ?? null).toBe(expiresAt);
  const events = await world.eventsOf(id);
  expect(events.find(({ eventType }) => eventType === 'subscription.changed')).toMatchObject({
    payload: { plan, status: 'ACTIVE', expiresAt },
  });
  expect(await auditActions(id)).toEqual(['subscription.change']);
});

test('a plan that does not run out has nothing to renew and nothing to cancel', async () => {
  const { id } = await world.addOrganization();
  await expect(choose(id, 'ENTERPRISE', { autoRenew: true })).rejects.toMatchObject({
    ...{ kind: 'INVALID', code: 'subscription.no_term' },
  });
  await expect(set(id, 'CANCELLED', 0)).rejects.toMatchObject({ code: 'subscription.no_term' });
});

test('people choose no plan for themselves, and a stale choice is refused', async () => {
  const { id, owner } = await world.addOrganization();
  await expect(choose(id, 'PREMIUM_MONTHLY', { actor: owner.actor })).rejects.toMatchObject({
    code: 'organization.role_missing',
  });
  await choose(id, 'PREMIUM_MONTHLY');
  await expect(choose(id, 'PREMIUM_ANNUAL')).rejects.toMatchObject({ code: 'version.stale' });
});

test('with autoRenew the next term begins at its end, counted from the first day, and members are told', async () => {
  const { id, owner } = await world.addOrganization();
  await choose(id, 'PREMIUM_MONTHLY', { autoRenew: true });
  expect(await end(on('2026-02-28T08:59:59.999Z'))).toBe(0);
  await end(on('2026-02-28T09:00:00.000Z'));
  const renewed = await stateOf(id);
  expect(renewed).toMatchObject({ tier: 'PREMIUM', subscription: { status: 'ACTIVE' } });
  expect(renewed.subscription?.expiresAt?.toISOString()).toBe('2026-03-31T09:00:00.000Z');
  expect(renewed.subscription?.renewedAt?.toISOString()).toBe('2026-02-28T09:00:00.000Z');
  await end(on('2026-06-30T12:00:00.000Z'));
  expect((await stateOf(id)).subscription?.expiresAt?.toISOString()).toBe(
    '2026-07-31T09:00:00.000Z',
  );
  expect(await auditActions(id)).toEqual([
    'subscription.change',
    'subscription.renew',
    'subscription.renew',
  ]);
  const kinds = (await world.notificationsOf(owner.userId)).map(({ kind }) => kind);
  expect(kinds).toEqual(['subscription.renewed', 'subscription.renewed']);
});

test('without it the term ends as EXPIRED, the tier falls to FREE, and managers are told by mail', async () => {
  const { id, owner } = await world.addOrganization();
  await choose(id, 'PREMIUM_ANNUAL');
  await end(on('2027-01-31T09:00:00.000Z'));
  expect(await stateOf(id)).toMatchObject({
    tier: 'FREE',
    subscription: { status: 'EXPIRED', plan: 'PREMIUM_ANNUAL' },
  });
  expect(await world.notificationsOf(owner.userId)).toMatchObject([
    { kind: 'subscription.expired', severity: 'WARNING' },
  ]);
  const ctx = world.as(world.admin);
  const messages = await world.in(() => readTestMessages(ctx, { recipient: owner.email }));
  expect(messages).toMatchObject([{ template: 'subscriptionExpired' }]);
});

test('16 workers at once renew a term once and end another once', async () => {
  const [one, two] = [await world.addOrganization(), await world.addOrganization()];
  await choose(one.id, 'PREMIUM_MONTHLY', { autoRenew: true });
  await choose(two.id, 'PREMIUM_MONTHLY');
  await Promise.all(Array.from({ length: 16 }, () => end(on('2026-03-01T00:00:00.000Z'))));
  expect(await auditActions(one.id)).toEqual(['subscription.change', 'subscription.renew']);
  expect(await auditActions(two.id)).toEqual(['subscription.change', 'subscription.expire']);
  expect(await world.notificationsOf(one.owner.userId)).toHaveLength(1);
  const ctx = world.as(world.admin);
  const messages = await world.in(() => readTestMessages(ctx, { recipient: two.owner.email }));
  expect(messages).toHaveLength(1);
});

test('cancelled it runs to its end; resumed before that it goes on', async () => {
  const { id } = await world.addOrganization();
  await choose(id, 'PREMIUM_MONTHLY', { autoRenew: true });
  const cancelled = await set(id, 'CANCELLED', 1);
  expect(cancelled).toMatchObject({
    tier: 'PREMIUM',
    subscription: { status: 'CANCELLED', autoRenew: false, cancelledAt: start },
  });
  await end(on('2026-02-28T08:00:00.000Z'));
  expect(await stateOf(id)).toMatchObject({ tier: 'PREMIUM' });
  expect(await set(id, 'ACTIVE', 2)).toMatchObject({ subscription: { cancelledAt: null } });
  await set(id, 'CANCELLED', 3);
  await end(on('2026-02-28T10:00:00.000Z'));
  expect(await stateOf(id)).toMatchObject({ tier: 'FREE', subscription: { status: 'EXPIRED' } });
  await expect(set(id, 'ACTIVE', 5)).rejects.toMatchObject({
    ...{ code: 'subscription.transition_not_allowed', params: { from: 'EXPIRED', to: 'ACTIVE' } },
  });
});

test('suspended it takes no plan and is not ended; resumed it is what it was, or over', async () => {
  const { id } = await world.addOrganization();
  await choose(id, 'PREMIUM_MONTHLY');
  await set(id, 'CANCELLED', 1);
  await set(id, 'SUSPENDED', 2);
  await expect(choose(id, 'PREMIUM_ANNUAL', { version: 3 })).rejects.toMatchObject({
    code: 'subscription.suspended',
  });
  expect(await set(id, 'ACTIVE', 3)).toMatchObject({ subscription: { status: 'CANCELLED' } });
  await set(id, 'SUSPENDED', 4);
  const over = on('2026-03-05T00:00:00.000Z');
  await end(over);
  expect(await stateOf(id)).toMatchObject({ subscription: { status: 'SUSPENDED' } });
  expect(await set(id, 'ACTIVE', 5, over)).toMatchObject({
    tier: 'FREE',
    subscription: { status: 'EXPIRED' },
  });
  expect(await auditActions(id)).toEqual([
    'subscription.change',
    'subscription.cancel',
    'subscription.suspend',
    'subscription.resume',
    'subscription.suspend',
    'subscription.resume',
  ]);
});

test('7 days before the end managers are told once; who renews needs no telling', async () => {
  const [ending, renewing] = [await world.addOrganization(), await world.addOrganization()];
  const admin = await world.addMember(ending.id, 'ADMIN');
  const member = await world.addMember(ending.id);
  await choose(ending.id, 'PREMIUM_MONTHLY');
  await choose(renewing.id, 'PREMIUM_MONTHLY', { autoRenew: true });
  await tell(on('2026-02-21T08:59:59.999Z'));
  expect(await world.notificationsOf(ending.owner.userId)).toEqual([]);
  const due = on('2026-02-21T09:00:00.000Z');
  await Promise.all(Array.from({ length: 8 }, () => tell(due)));
  for (const person of [ending.owner, admin]) {
    expect(await world.notificationsOf(person.userId)).toMatchObject([
      {
        kind: 'subscription.expiring',
        parameters: { expiresAt: '2026-02-28T09:00:00.000Z' },
      },
    ]);
    const ctx = world.as(world.admin);
    const messages = await world.in(() => readTestMessages(ctx, { recipient: person.email }));
    expect(messages).toMatchObject([{ template: 'subscriptionExpiring' }]);
  }
  expect(await world.notificationsOf(member.userId)).toEqual([]);
  expect(await world.notificationsOf(renewing.owner.userId)).toEqual([]);
  // Chosen anew, its new end is told of again.
  await choose(ending.id, 'PREMIUM_ANNUAL', { version: 1 });
  await tell(on('2027-01-25T00:00:00.000Z'));
  expect(await world.notificationsOf(ending.owner.userId)).toHaveLength(2);
});

test('one that cannot be ended holds up no other', async () => {
  const [broken, fine] = [await world.addOrganization(), await world.addOrganization()];
  await choose(broken.id, 'PREMIUM_MONTHLY', { clock: on('2025-01-01T00:00:00Z') });
  await choose(fine.id, 'PREMIUM_MONTHLY', { clock: on('2025-01-02T00:00:00Z') });
  const ctx = world.as(worker, on('2025-03-01T00:00:00Z'));
  const failing = {
    ...ctx,
    keyring: {
      ...ctx.keyring,
      encrypt: (plain: string, context: string) => {
        if (plain.includes(broken.name)) throw new Error('broken');
        return ctx.keyring.encrypt(plain, context);
      },
    },
  };
  await world.in(() => endTerms({ ctx: failing, limit: 500 }));
  expect(await stateOf(broken.id)).toMatchObject({ subscription: { status: 'ACTIVE' } });
  expect(await stateOf(fine.id)).toMatchObject({ subscription: { status: 'EXPIRED' } });
  expect(ctx.logged.length).toBeGreaterThan(0);
});
