import { ListMembersInput } from '@freehold/core-contracts/organizations';
import { inTransaction, toAppError } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '../../context.ts';
import { readTestMessages } from '../../testing/messages.ts';
import { endMemberships } from '../end-memberships.ts';
import {
  insist,
  manyMeetMs,
  tally,
  type TestPerson,
  TestOrganizations,
} from '../organizations.testing.ts';
import { changeMemberRole } from './change-member-role.ts';
import { handOver } from './hand-over.ts';
import { listMembers } from './list-members.ts';
import { leaveOrganization, removeMember } from './remove-member.ts';

let world: TestOrganizations;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  world = await TestOrganizations.open();
});
afterAll(() => world.close());

function change(actor: Actor, organizationId: string, userId: string, role: 'ADMIN' | 'MEMBER') {
  const input = { organizationId, userId, role };
  return world.in(() => changeMemberRole({ ctx: world.as(actor), input }));
}
function remove(actor: Actor, organizationId: string, userId: string) {
  return world.in(() => removeMember({ ctx: world.as(actor), input: { organizationId, userId } }));
}
function leave(actor: Actor, organizationId: string) {
  return world.in(() => leaveOrganization({ ctx: world.as(actor), input: { organizationId } }));
}
function give(actor: Actor, organizationId: string, userId: string) {
  return world.in(() => handOver({ ctx: world.as(actor), input: { organizationId, userId } }));
}
function rolesOf(organizationId: string) {
  return world.in(() =>
    world.db.membership.findMany({
      where: { organizationId },
      orderBy: { role: 'asc' },
      take: 100,
      select: { userId: true, role: true },
    }),
  );
}

test('members are listed with the owner first and oneself marked, and can be searched', async () => {
  const { id, owner } = await world.addOrganization();
  const member = await world.addMember(id, 'MEMBER', 'Bela Bartok');
  await world.addMember(id, 'ADMIN', 'Clara Schumann');
  const read = (actor: Actor, search?: string) =>
    world.in(() =>
      listMembers({
        ctx: world.as(actor),
        input: ListMembersInput.parse({ organizationId: id, search }),
      }),
    );
  const page = await read(member.actor);
  expect(page.items.map(({ role, isSelf }) => [role, isSelf])).toEqual([
    ['OWNER', false],
    ['ADMIN', false],
    ['MEMBER', true],
  ]);
  expect((await read(owner.actor, 'schumann')).items).toMatchObject([{ firstName: 'Clara' }]);
  await expect(read((await world.addPerson()).actor)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
});

test('the owner makes admins; an admin makes none and touches none', async () => {
  const { id, owner } = await world.addOrganization();
  const [admin, other, member] = [
    await world.addMember(id, 'ADMIN'),
    await world.addMember(id, 'ADMIN'),
    await world.addMember(id),
  ];
  const refused = { code: 'organization.role_missing' };
  await expect(change(admin.actor, id, member.userId, 'ADMIN')).rejects.toMatchObject(refused);
  await expect(change(admin.actor, id, other.userId, 'MEMBER')).rejects.toMatchObject(refused);
  await expect(change(admin.actor, id, admin.userId, 'MEMBER')).rejects.toMatchObject(refused);
  await expect(remove(admin.actor, id, other.userId)).rejects.toMatchObject(refused);
  await expect(change(member.actor, id, member.userId, 'ADMIN')).rejects.toMatchObject(refused);
  await change(owner.actor, id, member.userId, 'ADMIN');
  expect(await world.notificationsOf(member.userId)).toMatchObject([
    { kind: 'organization.roleChanged', parameters: { role: 'ADMIN' } },
  ]);
  expect(await world.auditOf(member.userId)).toMatchObject([
    {
      ...{ action: 'member.changeRole', organizationId: id },
      changes: { role: { before: 'MEMBER', after: 'ADMIN' } },
    },
  ]);
});

test('nobody changes, removes or lets go of the owner', async () => {
  const { id, owner } = await world.addOrganization();
  const stays = { kind: 'CONFLICT', code: 'organization.owner_stays' };
  await expect(change(world.admin, id, owner.userId, 'MEMBER')).rejects.toMatchObject(stays);
  await expect(remove(world.admin, id, owner.userId)).rejects.toMatchObject(stays);
  await expect(leave(owner.actor, id)).rejects.toMatchObject({
    code: 'organization.owner_cannot_leave',
  });
});

test('who is removed is told and gone; who leaves is gone; both are audited and announced', async () => {
  const { id, owner } = await world.addOrganization();
  const [removed, gone] = [await world.addMember(id), await world.addMember(id, 'ADMIN')];
  await remove(owner.actor, id, removed.userId);
  await leave(gone.actor, id);
  expect(await rolesOf(id)).toEqual([{ userId: owner.userId, role: 'OWNER' }]);
  expect(await world.notificationsOf(removed.userId)).toMatchObject([
    { kind: 'organization.removed' },
  ]);
  expect(await world.auditOf(removed.userId)).toMatchObject([{ action: 'member.remove' }]);
  expect(await world.auditOf(gone.userId)).toMatchObject([{ action: 'member.leave' }]);
  const events = (await world.eventsOf(id)).map(({ eventType }) => eventType);
  expect(events.filter((type) => type === 'organization.memberRemoved')).toHaveLength(2);
  await expect(remove(owner.actor, id, removed.userId)).rejects.toMatchObject({
    ...{ kind: 'NOT_FOUND', params: { entity: 'Membership' } },
  });
  await expect(leave(removed.actor, id)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
});

test('ownership goes to a member, who owned it becomes an admin, and both are told twice', async () => {
  const { id, name, owner } = await world.addOrganization();
  const next = await world.addMember(id);
  await give(owner.actor, id, next.userId);
  expect(await rolesOf(id)).toEqual([
    { userId: next.userId, role: 'OWNER' },
    { userId: owner.userId, role: 'ADMIN' },
  ]);
  for (const person of [owner, next]) {
    expect(await world.notificationsOf(person.userId)).toMatchObject([
      { kind: 'organization.handedOver', parameters: { isNewOwner: person === next } },
    ]);
    const ctx = world.as(world.admin);
    const [message] = await world.in(() => readTestMessages(ctx, { recipient: person.email }));
    expect(message).toMatchObject({ template: 'organizationHandedOver' });
    expect(message?.body).toContain(name);
  }
  expect((await world.auditOf(id)).at(-1)).toMatchObject({
    ...{ action: 'organization.handOver', actorId: owner.userId },
    changes: { ownerId: { before: owner.userId, after: next.userId } },
  });
  await expect(give(owner.actor, id, owner.userId)).rejects.toMatchObject({
    code: 'organization.role_missing',
  });
  await expect(give(next.actor, id, next.userId)).rejects.toMatchObject({
    code: 'organization.owner_already',
  });
});

test('nobody outside, and nobody whose account is not active, becomes the owner', async () => {
  const { id, owner } = await world.addOrganization();
  const stranger = await world.addPerson();
  await expect(give(owner.actor, id, stranger.userId)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
  const frozen = await world.addMember(id);
  await world.house.putStatus(world.tenant, frozen.userId, 'FROZEN');
  await expect(give(owner.actor, id, frozen.userId)).rejects.toMatchObject({
    code: 'organization.person_not_active',
  });
});

test('64 hand-overs at once leave one owner', async () => {
  const { id } = await world.addOrganization();
  const members: TestPerson[] = [];
  for (let count = 0; count < 8; count += 1) members.push(await world.addMember(id));
  const answers = await Promise.allSettled(
    Array.from({ length: 64 }, (_, index) =>
      insist(() => give(world.admin, id, members[index % members.length]?.userId ?? '')),
    ),
  );
  const { succeeded, codes } = tally(answers);
  expect(succeeded).toBeGreaterThan(0);
  expect(Object.keys(codes).filter((code) => code !== 'organization.owner_already')).toEqual([]);
  const roles = (await rolesOf(id)).map(({ role }) => role);
  expect(roles.filter((role) => role === 'OWNER')).toHaveLength(1);
  expect(roles).toHaveLength(9);
});

test('64 hand-overs by the owner at once: one happens, the others are no longer the owner’s', async () => {
  const { id, owner } = await world.addOrganization();
  const [one, two] = [await world.addMember(id), await world.addMember(id)];
  const answers = await Promise.allSettled(
    Array.from({ length: 64 }, (_, index) =>
      insist(() => give(owner.actor, id, (index % 2 === 0 ? one : two).userId)),
    ),
  );
  expect(tally(answers)).toEqual({
    succeeded: 1,
    codes: { 'organization.role_missing': 63 },
  });
});

test('a hand-over and the removal of the one who gets it: there is an owner whichever is first', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { id, owner } = await world.addOrganization();
    const next = await world.addMember(id);
    await Promise.allSettled([
      give(owner.actor, id, next.userId),
      remove(world.admin, id, next.userId),
      leave(next.actor, id),
    ]);
    const owners = (await rolesOf(id)).filter(({ role }) => role === 'OWNER');
    expect(owners).toHaveLength(1);
  }
});

test('the database itself refuses an organization with two owners, and with none', async () => {
  const { id: organizationId, owner } = await world.addOrganization();
  const { userId } = await world.addMember(organizationId);
  const refusal = (work: () => Promise<unknown>) => world.in(work).catch(toAppError);
  const second = () =>
    world.db.membership.updateMany({ where: { organizationId, userId }, data: { role: 'OWNER' } });
  const where = { organizationId, userId: owner.userId };
  const noneLeft = () => world.db.membership.updateMany({ where, data: { role: 'MEMBER' } });
  const removed = () => world.db.membership.deleteMany({ where });
  expect(await refusal(second)).toMatchObject({ code: 'database.already_exists' });
  expect(await refusal(noneLeft)).toMatchObject({ code: 'database.check_failed' });
  expect(await refusal(removed)).toMatchObject({ code: 'database.check_failed' });
});

test('who leaves the tenant leaves its organizations, unless they own one', async () => {
  const [first, second] = [await world.addOrganization(), await world.addOrganization()];
  const person = await world.addMember(first.id, 'ADMIN');
  await world.in(() =>
    world.db.membership.create({
      data: { organizationId: second.id, userId: person.userId, role: 'MEMBER' },
      select: { id: true },
    }),
  );
  const end = (userId: string) => {
    const ctx = world.as(world.admin);
    return world.in(() => inTransaction(ctx.db, (tx) => endMemberships(tx, ctx, { userId })));
  };
  await expect(end(first.owner.userId)).rejects.toMatchObject({
    ...{ code: 'organization.owner_cannot_leave', params: { organization: first.name } },
  });
  expect(await end(person.userId)).toBe(2);
  expect(await end(person.userId)).toBe(0);
});
