import {
  AnswerInvitationInput,
  InviteMemberInput,
  ListInvitationsInput,
} from '@freehold/core-contracts/organizations';
import { randomUUID } from 'node:crypto';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '../../context.ts';
import { readTestMessages } from '../../testing/messages.ts';
import { invitationLifeMs, invitationLimits } from '../limits.ts';
import { insist, manyMeetMs, tally, TestOrganizations } from '../organizations.testing.ts';
import { acceptInvitation, declineInvitation } from './answer-invitation.ts';
import { inviteMember } from './invite-member.ts';
import { listInvitations } from './list-invitations.ts';
import { listOwnInvitations } from './list-own-invitations.ts';
import { readInvitation } from './read-invitation.ts';
import { removeExpiredInvitations } from './remove-expired-invitations.ts';
import { resendInvitation } from './resend-invitation.ts';
import { revokeInvitation } from './revoke-invitation.ts';

let world: TestOrganizations;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  world = await TestOrganizations.open();
});
afterAll(() => world.close());

const dayMs = 24 * 60 * 60_000;
const later = (ms: number) => () => new Date(Date.now() + ms);
const newAddress = () => `${randomUUID()}@people.test`;

function invite(actor: Actor, organizationId: string, email: string, role?: 'ADMIN' | 'MEMBER') {
  const input = InviteMemberInput.parse({ organizationId, email, role });
  return world.in(() => inviteMember({ ctx: world.as(actor), input }));
}
async function tokenSentTo(email: string): Promise<string> {
  const messages = await world.in(() =>
    readTestMessages(world.as(world.admin), { recipient: email }),
  );
  const { body = '' } = messages.at(-1) ?? {};
  return /invitation#([A-Za-z0-9_-]{43})/u.exec(body)?.[1] ?? '';
}
function accept(actor: Actor, input: AnswerInvitationInput, clock?: () => Date) {
  return world.in(() => acceptInvitation({ ctx: world.as(actor, clock), input }));
}
function decline(actor: Actor, input: AnswerInvitationInput) {
  return world.in(() => declineInvitation({ ctx: world.as(actor), input }));
}
function read(token: string, clock?: () => Date) {
  const ctx = world.as({ kind: 'SERVICE', service: 'api' }, clock);
  return world.in(() => readInvitation({ ctx, input: { token } }));
}
function list(organizationId: string, status?: ListInvitationsInput['status'], clock?: () => Date) {
  const input = ListInvitationsInput.parse({ organizationId, status });
  return world.in(() => listInvitations({ ctx: world.as(world.admin, clock), input }));
}
const notOpen = { kind: 'NOT_FOUND', code: 'invitation.not_open' };

test('an address is invited for 7 days; the link is in the message, its hash alone in the table', async () => {
  const { id, name, owner } = await world.addOrganization();
  const email = newAddress();
  const invited = await invite(owner.actor, id, email);
  expect(invited).toMatchObject({ email, role: 'MEMBER', status: 'PENDING' });
  expect(invited.expiresAt.getTime() - invited.createdAt.getTime()).toBe(7 * dayMs);
  const token = await tokenSentTo(email);
  expect(token).toHaveLength(43);
  const [message] = await world.in(() =>
    readTestMessages(world.as(world.admin), { recipient: email }),
  );
  expect(message?.body).toContain(
    `https://portal.example/${world.tenant.slug}/invitation#${token}`,
  );
  const row = await world.in(() =>
    world.db.invitation.findFirstOrThrow({ where: { id: invited.id } }),
  );
  expect(JSON.stringify(row)).not.toContain(token);
  const audited = (await world.auditOf(invited.id)).map(({ changes }) => changes);
  expect(JSON.stringify(audited)).not.toContain(token);
  expect(await read(token)).toMatchObject({
    ...{ organizationName: name, invitedByName: 'Olga Owner', email, role: 'MEMBER' },
  });
});

test('the invited person joins with the role of the invitation, once', async () => {
  const { id, owner } = await world.addOrganization();
  const person = await world.addPerson();
  const invited = await invite(owner.actor, id, person.email, 'ADMIN');
  expect(await world.notificationsOf(person.userId)).toMatchObject([
    { kind: 'organization.invited', entityId: invited.id },
  ]);
  const token = await tokenSentTo(person.email);
  await accept(person.actor, { token });
  const members = await world.in(() =>
    world.db.membership.findMany({ where: { organizationId: id }, orderBy: { role: 'asc' } }),
  );
  expect(members).toMatchObject([{ role: 'OWNER' }, { role: 'ADMIN', userId: person.userId }]);
  await expect(accept(person.actor, { token })).rejects.toMatchObject(notOpen);
  await expect(read(token)).rejects.toMatchObject(notOpen);
  expect((await world.eventsOf(id)).at(-1)).toMatchObject({
    ...{ eventType: 'organization.memberAdded', payload: { userId: person.userId } },
  });
  expect((await world.auditOf(invited.id)).map(({ action }) => action)).toEqual([
    'invitation.create',
    'invitation.accept',
  ]);
});

test('a forwarded link lets nobody else in, nor the address itself before it is verified', async () => {
  const { id, owner } = await world.addOrganization();
  const person = await world.addPerson();
  await invite(owner.actor, id, person.email);
  const token = await tokenSentTo(person.email);
  const other = await world.addPerson();
  await expect(accept(other.actor, { token })).rejects.toMatchObject({
    ...{ kind: 'FORBIDDEN', code: 'invitation.other_address' },
  });
  await expect(decline(other.actor, { token })).rejects.toMatchObject({
    code: 'invitation.other_address',
  });
  await world.in(() =>
    world.db.user.updateMany({ where: { id: person.userId }, data: { emailVerified: false } }),
  );
  await expect(accept(person.actor, { token })).rejects.toMatchObject({
    ...{ kind: 'FORBIDDEN', code: 'invitation.address_unverified' },
  });
});

test('without the link one answers what waits for one’s own address, and learns of no other', async () => {
  const { id, name, owner } = await world.addOrganization();
  const [person, other] = [await world.addPerson(), await world.addPerson()];
  const { id: invitationId } = await invite(owner.actor, id, person.email);
  const own = (actor: Actor) => world.in(() => listOwnInvitations({ ctx: world.as(actor) }));
  expect(await own(person.actor)).toMatchObject([{ id: invitationId, organizationName: name }]);
  expect(await own(other.actor)).toEqual([]);
  await expect(accept(other.actor, { invitationId })).rejects.toMatchObject(notOpen);
  await decline(person.actor, { invitationId });
  expect(await own(person.actor)).toEqual([]);
  expect((await list(id)).items).toMatchObject([{ status: 'DECLINED' }]);
  await expect(accept(person.actor, { invitationId })).rejects.toMatchObject(notOpen);
});

test('an answer names the link or the invitation, one of them', () => {
  expect(AnswerInvitationInput.safeParse({}).success).toBe(false);
  const both = { token: 'x'.repeat(43), invitationId: randomUUID() };
  expect(AnswerInvitationInput.safeParse(both).success).toBe(false);
});

test('one invitation of an address waits at a time; sent again, the earlier link leads nowhere', async () => {
  const { id, owner } = await world.addOrganization();
  const person = await world.addPerson();
  const { id: invitationId } = await invite(owner.actor, id, person.email);
  const first = await tokenSentTo(person.email);
  await expect(invite(world.admin, id, person.email)).rejects.toMatchObject({
    ...{ kind: 'CONFLICT', code: 'invitation.already_pending' },
  });
  const resent = await world.in(() =>
    resendInvitation({
      ctx: world.as(world.admin, later(60_001)),
      input: { organizationId: id, invitationId },
    }),
  );
  expect(resent.expiresAt.getTime()).toBeGreaterThan(Date.now() + invitationLifeMs);
  const second = await tokenSentTo(person.email);
  expect(second).not.toBe(first);
  await expect(accept(person.actor, { token: first })).rejects.toMatchObject(notOpen);
  await accept(person.actor, { token: second });
  await expect(
    world.in(() =>
      resendInvitation({
        ctx: world.as(world.admin),
        input: { organizationId: id, invitationId },
      }),
    ),
  ).rejects.toMatchObject({ code: 'invitation.not_pending', params: { status: 'ACCEPTED' } });
});

test('16 invitations of one address at once: one waits', async () => {
  const { id } = await world.addOrganization();
  const email = newAddress();
  const answers = await Promise.allSettled(
    Array.from({ length: 16 }, () => invite(world.admin, id, email)),
  );
  expect(tally(answers).succeeded).toBe(1);
  expect((await list(id, ['PENDING'])).total).toBe(1);
});

test('64 acceptances at once: one membership, one event', async () => {
  const { id, owner } = await world.addOrganization();
  const person = await world.addPerson();
  await invite(owner.actor, id, person.email);
  const token = await tokenSentTo(person.email);
  const answers = await Promise.allSettled(
    Array.from({ length: 64 }, () => insist(() => accept(person.actor, { token }))),
  );
  expect(tally(answers)).toEqual({ succeeded: 1, codes: { 'invitation.not_open': 63 } });
  const events = (await world.eventsOf(id)).map(({ eventType }) => eventType);
  expect(events.filter((type) => type === 'organization.memberAdded')).toHaveLength(1);
});

test('withdrawn it leads nowhere, and who withdraws meets who accepts: one of them holds', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { id, owner } = await world.addOrganization();
    const person = await world.addPerson();
    const { id: invitationId } = await invite(owner.actor, id, person.email);
    const token = await tokenSentTo(person.email);
    const revoke = () =>
      world.in(() =>
        revokeInvitation({
          ctx: world.as(owner.actor),
          input: { organizationId: id, invitationId },
        }),
      );
    const [accepted, revoked] = await Promise.allSettled([
      accept(person.actor, { token }),
      revoke(),
    ]);
    expect(accepted.status).not.toBe(revoked.status);
    const isMember = await world.in(() =>
      world.db.membership.count({ where: { organizationId: id, userId: person.userId } }),
    );
    expect(isMember).toBe(accepted.status === 'fulfilled' ? 1 : 0);
  }
});

test('after 7 days it is over for everybody; the worker marks it, and 90 days later it is gone', async () => {
  const { id, owner } = await world.addOrganization();
  const person = await world.addPerson();
  await invite(owner.actor, id, person.email);
  const token = await tokenSentTo(person.email);
  const over = later(invitationLifeMs + 1_000);
  await expect(read(token, over)).rejects.toMatchObject(notOpen);
  await expect(accept(person.actor, { token }, over)).rejects.toMatchObject(notOpen);
  expect((await list(id, ['PENDING'], over)).total).toBe(0);
  expect((await list(id, ['EXPIRED'], over)).items).toMatchObject([{ status: 'EXPIRED' }]);
  const cleanUp = (days: number) => {
    const ctx = world.as({ kind: 'SYSTEM', name: 'clean-up' }, later(days * dayMs));
    return world.in(() => removeExpiredInvitations({ ctx, limit: 500 }));
  };
  expect(await cleanUp(6)).toBe(0);
  expect(await cleanUp(8)).toBeGreaterThanOrEqual(1);
  expect((await list(id, ['EXPIRED'])).items).toMatchObject([{ decidedAt: expect.any(Date) }]);
  await cleanUp(8 + 91);
  expect((await list(id)).total).toBe(0);
});

test('an admin invites members, the owner admins too; a member and a stranger nobody', async () => {
  const { id, owner } = await world.addOrganization();
  const [admin, member, stranger] = [
    await world.addMember(id, 'ADMIN'),
    await world.addMember(id),
    await world.addPerson(),
  ];
  const missing = { code: 'organization.role_missing' };
  await expect(invite(admin.actor, id, newAddress(), 'ADMIN')).rejects.toMatchObject(missing);
  await expect(invite(member.actor, id, newAddress())).rejects.toMatchObject(missing);
  await expect(invite(stranger.actor, id, newAddress())).rejects.toMatchObject({
    kind: 'NOT_FOUND',
  });
  await expect(invite(admin.actor, id, newAddress())).resolves.toMatchObject({ role: 'MEMBER' });
  await expect(invite(owner.actor, id, newAddress(), 'ADMIN')).resolves.toMatchObject({
    role: 'ADMIN',
  });
  await expect(invite(owner.actor, id, member.email)).rejects.toMatchObject({
    code: 'organization.already_member',
  });
});

test('whoever invites sees no difference between an address with an account and one without', async () => {
  const { id, owner } = await world.addOrganization();
  const person = await world.addPerson();
  const known = await invite(owner.actor, id, person.email);
  const unknown = await invite(owner.actor, id, newAddress());
  const shape = ({ role, status, invitedByName, decidedAt }: typeof known) => [
    ...[role, status, invitedByName, decidedAt],
  ];
  expect(Object.keys(known)).toEqual(Object.keys(unknown));
  expect(shape(known)).toEqual(shape(unknown));
});

test('one address is invited 5 times a day in all, an organization invites 200 times', async () => {
  const email = newAddress();
  const { limit } = invitationLimits.address;
  expect(limit).toBe(5);
  expect(invitationLimits.organization.limit).toBe(200);
  for (let count = 0; count < limit; count += 1) {
    const { id } = await world.addOrganization();
    await invite(world.admin, id, email);
  }
  const { id } = await world.addOrganization();
  await expect(invite(world.admin, id, email)).rejects.toMatchObject({
    ...{ kind: 'LIMIT_EXCEEDED', code: 'invitation.address_limit' },
  });
});

test('the link of one tenant opens nothing in another', async () => {
  const { id, owner } = await world.addOrganization();
  const email = newAddress();
  await invite(owner.actor, id, email);
  const token = await tokenSentTo(email);
  const elsewhere = await world.house.addTenant();
  const ctx = world.house.contextOf(elsewhere, { kind: 'SERVICE', service: 'api' });
  await expect(
    withTenant(elsewhere.id, () => readInvitation({ ctx, input: { token } })),
  ).rejects.toMatchObject(notOpen);
});
