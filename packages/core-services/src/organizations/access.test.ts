import { randomUUID } from 'node:crypto';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { type OrganizationNeed, requireOrganization } from './access.ts';
import { getOrganization } from './get-organization.ts';
import { TestOrganizations } from './organizations.testing.ts';

let world: TestOrganizations;
let organizationId: string;
let actors: Record<string, Actor>;

beforeAll(async () => {
  world = await TestOrganizations.open();
  const organization = await world.addOrganization();
  organizationId = organization.id;
  const foreignTenant = await world.house.addTenant();
  actors = {
    owner: organization.owner.actor,
    admin: (await world.addMember(organizationId, 'ADMIN')).actor,
    member: (await world.addMember(organizationId)).actor,
    stranger: (await world.addPerson('Sam Stranger')).actor,
    managingOperator: world.admin,
    auditor: world.auditor,
    reviewer: await world.house.addStaff(world.tenant, 'REVIEWER', 'Rita Reviewer'),
    platformOperator: await world.house.addStaff(foreignTenant, 'PLATFORM_OPERATOR', 'Petra P'),
    ownKey: world.keyActor(organizationId, 'organization.read'),
    otherKey: world.keyActor(randomUUID(), 'organization.read'),
  };
});
afterAll(() => world.close());

function ask(who: string, need: OrganizationNeed, options = {}) {
  const actor = actors[who];
  if (actor === undefined) throw new Error(`There is no ${who}`);
  return world.in(() => requireOrganization(world.as(actor), organizationId, need, options));
}

async function outcome(who: string, need: OrganizationNeed, options = {}): Promise<string> {
  try {
    await ask(who, need, options);
    return 'in';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const hidden = 'entity.not_found';
const small = 'organization.role_missing';

test.each([
  ['owner', 'in', 'in', 'in', small],
  ['admin', 'in', 'in', small, small],
  ['member', 'in', small, small, small],
  ['stranger', hidden, hidden, hidden, hidden],
  ['managingOperator', 'in', 'in', 'in', 'in'],
  ['platformOperator', 'in', 'in', 'in', 'in'],
  ['auditor', 'in', small, small, small],
  ['reviewer', hidden, hidden, hidden, hidden],
  ['otherKey', hidden, hidden, hidden, hidden],
])('%s: looks %s, manages %s, owns %s, operates %s', async (who, ...expected) => {
  expect([
    await outcome(who, 'VIEW'),
    await outcome(who, 'MANAGE'),
    await outcome(who, 'OWN'),
    await outcome(who, 'OPERATE'),
  ]).toEqual(expected);
});

test('a key gets in where its scope is asked for, and nowhere else', async () => {
  expect(await outcome('ownKey', 'VIEW')).toBe('apiKey.scope_missing');
  expect(await outcome('ownKey', 'MANAGE')).toBe('apiKey.scope_missing');
  expect(await outcome('ownKey', 'VIEW', { scope: 'credit.transfer' })).toBe(
    'apiKey.scope_missing',
  );
  expect(await outcome('ownKey', 'VIEW', { scope: 'organization.read' })).toBe('in');
});

test('an organization of another tenant is not there for anybody', async () => {
  const elsewhere = await world.house.addTenant();
  for (const actor of Object.values(actors)) {
    const ctx = world.house.contextOf(elsewhere, actor);
    await expect(
      withTenant(elsewhere.id, () =>
        requireOrganization(ctx, organizationId, 'VIEW', { scope: 'organization.read' }),
      ),
    ).rejects.toMatchObject({ kind: 'NOT_FOUND', code: hidden });
  }
});

test('a deleted one is seen by operators who manage, and by nobody else', async () => {
  const gone = await world.addOrganization();
  await world.in(() =>
    world.db.organization.updateMany({ where: { id: gone.id }, data: { deletedAt: new Date() } }),
  );
  const see = (actor: Actor, isDeletedIncluded = true) =>
    world.in(() => requireOrganization(world.as(actor), gone.id, 'VIEW', { isDeletedIncluded }));
  await expect(see(gone.owner.actor)).rejects.toMatchObject({ code: hidden });
  await expect(see(world.auditor)).rejects.toMatchObject({ code: hidden });
  await expect(see(world.admin, false)).rejects.toMatchObject({ code: hidden });
  await expect(see(world.admin)).resolves.toMatchObject({ id: gone.id });
});

test('a page says what its reader may do there', async () => {
  const read = (who: string) =>
    world.in(() =>
      getOrganization({ ctx: world.as(actors[who] ?? world.admin), input: { organizationId } }),
    );
  await expect(read('owner')).resolves.toMatchObject({
    ...{ ownRole: 'OWNER', canManage: true, canOwn: true },
    owner: { email: expect.stringContaining('@people.test') },
    ...{ memberCount: 3, tier: 'FREE', plan: 'FREE', subscriptionStatus: 'ACTIVE' },
  });
  await expect(read('member')).resolves.toMatchObject({
    ...{ ownRole: 'MEMBER', canManage: false, canOwn: false },
  });
  await expect(read('auditor')).resolves.toMatchObject({ ownRole: null, canManage: false });
  await expect(read('ownKey')).resolves.toMatchObject({ ownRole: null, canManage: false });
});
