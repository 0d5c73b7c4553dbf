import { randomBytes } from 'node:crypto';
import { UserStatus } from '@freehold/core-contracts/enums';
import { canTransition } from '@freehold/core-contracts/user-status';
import { inTransaction, withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Operator, TestConsole } from '../approvals/console.testing.ts';
import type { ServiceTenant } from '../context.ts';
import { changeUserStatus, type UserState } from './change-user-status.ts';

let house: TestConsole;
let tenant: ServiceTenant;
let otto: Operator;

beforeAll(async () => {
  house = await TestConsole.open();
  tenant = await house.addTenant();
  otto = await house.addStaff(tenant, 'ADMIN', 'Otto Admin');
});
afterAll(() => house.close());

const now = new Date('2026-05-01T10:00:00.000Z');

function change(user: UserState, to: UserStatus, of = tenant) {
  const ctx = house.contextOf(of, otto, () => now);
  return withTenant(of.id, () =>
    inTransaction(ctx.db, (tx) => changeUserStatus(tx, ctx, { user, to, reason: 'A good reason' })),
  );
}

async function addPerson(status: UserStatus, of = tenant): Promise<UserState> {
  const { userId } = await house.addPerson(of);
  await house.putStatus(of, userId, status);
  return { id: userId, status, version: 1 };
}

function addSession(userId: string, of = tenant) {
  return withTenant(of.id, () =>
    house.db.session.create({
      data: {
        userId,
        tokenHash: randomBytes(32),
        audience: 'PORTAL',
        expiresAt: new Date('2099-01-01'),
      },
      select: { id: true },
    }),
  );
}

function read(userId: string, of = tenant) {
  return withTenant(of.id, async () => ({
    user: await house.db.user.findFirstOrThrow({ where: { id: userId } }),
    sessions: await house.db.session.findMany({ where: { userId } }),
    audit: await house.db.auditLog.findMany({
      where: { entityId: userId },
      orderBy: { sequence: 'asc' },
    }),
  }));
}

test.each(
  UserStatus.options.flatMap((from) => UserStatus.options.map((to) => [from, to] as const)),
)('from %s to %s the database changes exactly when the table allows it', async (from, to) => {
  const person = await addPerson(from);
  if (canTransition(from, to)) {
    await expect(change(person, to)).resolves.toEqual({ id: person.id, status: to, version: 2 });
  } else {
    await expect(change(person, to)).rejects.toMatchObject({
      kind: 'CONFLICT',
      code: 'user.transition_not_allowed',
      params: { from, to },
    });
  }
  const { user, audit } = await read(person.id);
  expect(user.status).toBe(canTransition(from, to) ? to : from);
  expect(user.isActive).toBe(user.status === 'ACTIVE');
  expect(audit).toHaveLength(canTransition(from, to) ? 3 : 2);
});

test('the change carries its reason and both statuses into the audit log', async () => {
  const person = await addPerson('ACTIVE');
  await change(person, 'FROZEN');
  expect((await read(person.id)).audit.at(-1)).toMatchObject({
    action: 'user.freeze',
    actorName: 'Otto Admin',
    reason: 'A good reason',
    changes: { status: { before: 'ACTIVE', after: 'FROZEN' } },
  });
});

test.each(['FROZEN', 'SUSPENDED', 'CLOSED'] as const)(
  'leaving ACTIVE for %s ends every session of that person and of nobody else',
  async (to) => {
    const [person, neighbour] = [await addPerson('ACTIVE'), await addPerson('ACTIVE')];
    await addSession(person.id);
    await addSession(person.id);
    await addSession(neighbour.id);
    await change(person, to);
    const { sessions, audit } = await read(person.id);
    expect(sessions).toHaveLength(2);
    for (const session of sessions) {
      expect(session).toMatchObject({ isValid: false, endedAt: now, endReason: 'STATUS_CHANGED' });
    }
    expect(audit.at(-1)?.changes).toMatchObject({ endedSessions: 2 });
    expect((await read(neighbour.id)).sessions).toMatchObject([{ isValid: true, endedAt: null }]);
  },
);

test('closing an account that waits ends its sessions too; being denied does not', async () => {
  const [closed, denied] = [
    await addPerson('PENDING_ADMIN_APPROVAL'),
    await addPerson('PENDING_ADMIN_APPROVAL'),
  ];
  await addSession(closed.id);
  await addSession(denied.id);
  await change(closed, 'CLOSED');
  await change(denied, 'DENIED');
  expect((await read(closed.id)).sessions).toMatchObject([{ isValid: false }]);
  expect((await read(denied.id)).sessions).toMatchObject([{ isValid: true }]);
});

test('a stale version changes nothing and says who was faster', async () => {
  const person = await addPerson('ACTIVE');
  await change(person, 'FROZEN');
  await expect(change(person, 'SUSPENDED')).rejects.toMatchObject({
    kind: 'PRECONDITION_FAILED',
    code: 'version.stale',
    params: { currentVersion: 2, changedBy: 'Otto Admin' },
  });
  expect((await read(person.id)).user.status).toBe('FROZEN');
});

test('changes that meet at the person: one holds, is audited, and the others learn who was faster', async () => {
  const person = await addPerson('ACTIVE');
  const answers = await house.collide(
    { sql: 'SELECT FROM "User" WHERE "id" = $1 FOR UPDATE', values: [person.id] },
    (['FROZEN', 'SUSPENDED', 'FROZEN', 'CLOSED'] as const).map((to) => () => change(person, to)),
  );
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused).toHaveLength(3);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'version.stale' });
  const { user, audit } = await read(person.id);
  expect(user.version).toBe(2);
  expect(audit).toHaveLength(3);
});

test('a person of another tenant, or a deleted one, is not there', async () => {
  const other = await house.addTenant();
  const stranger = await addPerson('ACTIVE', other);
  await addSession(stranger.id, other);
  const refusal = { kind: 'NOT_FOUND', code: 'entity.not_found' };
  await expect(change(stranger, 'FROZEN')).rejects.toMatchObject(refusal);
  const untouched = await read(stranger.id, other);
  expect(untouched.user.status).toBe('ACTIVE');
  expect(untouched.sessions).toMatchObject([{ isValid: true }]);

  const deleted = await addPerson('ACTIVE');
  await withTenant(tenant.id, () =>
    house.db.user.updateMany({ where: { id: deleted.id }, data: { deletedAt: now } }),
  );
  await expect(change(deleted, 'FROZEN')).rejects.toMatchObject(refusal);
});
