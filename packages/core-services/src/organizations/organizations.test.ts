import { withConnection } from '@freehold/core-db/migrate';
import { ListOrganizationsInput } from '@freehold/core-contracts/organizations';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '../context.ts';
import { createOrganization } from './create-organization.ts';
import { deleteOrganization } from './delete-organization.ts';
import { mostOwned } from './limits.ts';
import { listOrganizations } from './list-organizations.ts';
import { listOwnOrganizations } from './list-own-organizations.ts';
import { insist, manyMeetMs, tally, TestOrganizations } from './organizations.testing.ts';
import { removeDeletedOrganizations } from './remove-deleted-organizations.ts';
import { restoreOrganization } from './restore-organization.ts';
import { updateOrganization } from './update-organization.ts';

let world: TestOrganizations;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  world = await TestOrganizations.open();
});
afterAll(() => world.close());

const dayMs = 24 * 60 * 60_000;

function create(actor: Actor, slug: string, ownerId?: string) {
  const input = { name: 'Harbour Works', slug, ...(ownerId === undefined ? {} : { ownerId }) };
  return world.in(() => createOrganization({ ctx: world.as(actor), input }));
}

function remove(actor: Actor, organizationId: string, version = 0) {
  const input = { organizationId, version, reason: 'No longer needed' };
  return world.in(() => deleteOrganization({ ctx: world.as(actor), input }));
}

function restore(actor: Actor, organizationId: string, version: number) {
  const input = { organizationId, version, reason: 'It was a mistake' };
  return world.in(() => restoreOrganization({ ctx: world.as(actor), input }));
}

function list(input: Partial<ListOrganizationsInput>) {
  return world.in(() =>
    listOrganizations({ ctx: world.as(world.auditor), input: ListOrganizationsInput.parse(input) }),
  );
}

test('whoever makes an organization owns it, on the FREE plan, audited and announced', async () => {
  const person = await world.addPerson('Paula Proprietor');
  const made = await create(person.actor, 'harbour-works');
  expect(made).toMatchObject({
    ...{ ownRole: 'OWNER', tier: 'FREE', plan: 'FREE', scanCredits: 0, memberCount: 1 },
    owner: { userId: person.userId, lastName: 'Proprietor' },
  });
  expect(await world.auditOf(made.id)).toMatchObject([
    {
      ...{ action: 'organization.create', organizationId: made.id, actorId: person.userId },
      changes: { slug: 'harbour-works', ownerId: person.userId },
    },
  ]);
  expect(await world.eventsOf(made.id)).toMatchObject([{ eventType: 'organization.created' }]);
  const own = await world.in(() => listOwnOrganizations({ ctx: world.as(person.actor) }));
  expect(own).toMatchObject([{ id: made.id, ownRole: 'OWNER' }]);
});

test('a short name is taken once in a tenant, also by one that is deleted', async () => {
  const { slug, id, owner } = await world.addOrganization();
  const person = await world.addPerson();
  await expect(create(person.actor, slug)).rejects.toMatchObject({
    ...{ kind: 'CONFLICT', code: 'organization.slug_taken' },
  });
  await remove(owner.actor, id);
  await expect(create(person.actor, slug)).rejects.toMatchObject({
    code: 'organization.slug_taken',
  });
});

test('an operator makes one for the person they name; an auditor makes none', async () => {
  const person = await world.addPerson();
  const made = await create(world.admin, 'made-by-operator', person.userId);
  expect(made).toMatchObject({ ownRole: null, owner: { userId: person.userId } });
  await expect(create(world.admin, 'without-owner')).rejects.toMatchObject({
    code: 'organization.owner_required',
  });
  await expect(create(world.auditor, 'by-auditor', person.userId)).rejects.toMatchObject({
    code: 'permission.missing',
  });
  await expect(create(person.actor, 'for-another', person.userId)).rejects.toMatchObject({
    code: 'permission.missing',
  });
});

test('an account that is not active owns nothing', async () => {
  const person = await world.addPerson();
  await world.house.putStatus(world.tenant, person.userId, 'FROZEN');
  await expect(create(person.actor, 'frozen-person')).rejects.toMatchObject({
    code: 'organization.person_not_active',
  });
});

test('16 tries at once by a person who may own 10 make 10', async () => {
  const person = await world.addPerson();
  const answers = await Promise.allSettled(
    Array.from({ length: 16 }, (_, index) =>
      insist(() => create(person.actor, `at-once-${index}`)),
    ),
  );
  expect(tally(answers)).toEqual({
    succeeded: mostOwned,
    codes: { 'organization.too_many_owned': 16 - mostOwned },
  });
});

test('a person tries to make 20 a day, those that failed included', async () => {
  const person = await world.addPerson();
  const { slug } = await world.addOrganization();
  for (let count = 0; count < 20; count += 1) {
    await expect(create(person.actor, slug)).rejects.toMatchObject({ kind: 'CONFLICT' });
  }
  await expect(create(person.actor, slug)).rejects.toMatchObject({
    ...{ kind: 'LIMIT_EXCEEDED', code: 'organization.create_limit' },
  });
});

test('a rename needs the version that was seen and a managing part', async () => {
  const { id, owner } = await world.addOrganization();
  const rename = (actor: Actor, version: number, name = 'New Name') =>
    world.in(() =>
      updateOrganization({
        ctx: world.as(actor),
        input: { organizationId: id, version, name },
      }),
    );
  await expect(rename(owner.actor, 0)).resolves.toMatchObject({ name: 'New Name', version: 1 });
  await expect(rename(owner.actor, 0, 'Other')).rejects.toMatchObject({
    ...{ code: 'version.stale', params: { currentVersion: 1, changedBy: 'Olga Owner' } },
  });
  const member = await world.addMember(id);
  await expect(rename(member.actor, 1)).rejects.toMatchObject({
    code: 'organization.role_missing',
  });
});

test('deleted it is gone for its people and listed for operators, who bring it back', async () => {
  const { id, name, owner } = await world.addOrganization();
  const admin = await world.addMember(id, 'ADMIN');
  await expect(remove(admin.actor, id)).rejects.toMatchObject({
    code: 'organization.role_missing',
  });
  await remove(owner.actor, id);
  expect(await world.in(() => listOwnOrganizations({ ctx: world.as(owner.actor) }))).toEqual([]);
  expect((await list({ search: name })).items).toEqual([]);
  expect((await list({ search: name, isDeleted: true })).items).toMatchObject([{ id }]);
  await expect(restore(world.auditor, id, 1)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
  await expect(restore(world.admin, id, 1)).resolves.toMatchObject({ id, deletedAt: null });
  await expect(restore(world.admin, id, 2)).rejects.toMatchObject({
    code: 'organization.not_deleted',
  });
  const actions = (await world.auditOf(id)).map(({ action, reason }) => [action, reason]);
  expect(actions.slice(1)).toEqual([
    ['organization.delete', 'No longer needed'],
    ['organization.restore', 'It was a mistake'],
  ]);
});

test('the list filters, searches and sorts, and a wildcard is a letter', async () => {
  const person = await world.addPerson('Zenobia Quill');
  const { id } = await world.addOrganization(person, 'quill-and-ink');
  expect((await list({ search: 'quill-and' })).items).toMatchObject([{ id }]);
  expect((await list({ search: 'Zenobia' })).items).toMatchObject([{ id }]);
  expect((await list({ search: 'quill_and' })).items).toEqual([]);
  expect((await list({ tier: ['ENTERPRISE'] })).total).toBe(0);
  expect((await list({ plan: ['FREE'], subscriptionStatus: ['ACTIVE'] })).total).toBeGreaterThan(5);
  const sorted = await list({ sort: { field: 'name', direction: 'asc' }, limit: 100 });
  const names = sorted.items.map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
});

test('90 days after its deletion it is removed for good with everything below it, never before', async () => {
  const { id, owner } = await world.addOrganization();
  await world.in(async () => {
    const organizationId = id;
    const key = await world.db.apiKey.create({
      data: {
        ...{ organizationId, name: 'k', prefix: 'abcdefgh', createdByName: 'x' },
        ...{ secretHash: new Uint8Array(32).fill(3), scopes: [] },
      },
      select: { id: true },
    });
    await world.db.usageLog.create({
      data: { organizationId, apiKeyId: key.id, periodStart: new Date('2026-01-01T10:00:00Z') },
      select: { apiKeyId: true },
    });
    await world.db.creditEntry.create({
      data: {
        ...{ organizationId, kind: 'GRANT', amount: 1, balanceAfter: 1, reason: 'because' },
        idempotencyKey: 'k1',
      },
      select: { id: true },
    });
    await world.db.invitation.create({
      data: {
        ...{ organizationId, email: 'x@y.test', role: 'MEMBER', invitedByName: 'x' },
        ...{ tokenHash: new Uint8Array(32).fill(8), expiresAt: new Date() },
      },
      select: { id: true },
    });
  });
  const { id: other } = await world.addOrganization();
  await remove(owner.actor, id);
  const removeAt = (days: number) => {
    const clock = () => new Date(Date.now() + days * dayMs);
    const ctx = world.as({ kind: 'SYSTEM', name: 'clean-up' }, clock);
    return world.in(() => removeDeletedOrganizations({ ctx, limit: 100 }));
  };
  expect(await removeAt(89)).toBe(0);
  expect(await removeAt(91)).toBeGreaterThanOrEqual(1);
  const tables = [
    ...['Membership', 'ApiKey', 'UsageLog', 'CreditEntry', 'Invitation', 'Subscription'],
    'WebhookEvent',
  ];
  await withConnection(world.house.platform.urls.ownerUrl, async (client) => {
    await client.query(`SELECT set_config('app.tenant_id', $1, false)`, [world.tenant.id]);
    for (const table of tables) {
      const sql = `SELECT count(*)::int AS count FROM "${table}" WHERE "organizationId" = $1`;
      const { rows } = await client.query<{ count: number }>(sql, [id]);
      expect({ table, count: rows[0]?.count }).toEqual({ table, count: 0 });
    }
    const kept = await client.query(`SELECT FROM "Membership" WHERE "organizationId" = $1`, [
      other,
    ]);
    expect(kept.rowCount).toBe(1);
  });
  const found = await world.in(() =>
    world.db.organization.findMany({ where: { id: { in: [id, other] } }, select: { id: true } }),
  );
  expect(found).toEqual([{ id: other }]);
  expect((await world.auditOf(id)).at(-1)).toMatchObject({ action: 'organization.remove' });
});
