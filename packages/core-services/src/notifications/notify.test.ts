import { randomUUID } from 'node:crypto';
import { inTransaction, withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellOwner } from '../accounts/credentials/tell-owner.ts';
import { TestConsole } from '../approvals/console.testing.ts';
import type { ServiceTenant } from '../context.ts';
import { notify, type NotificationRequest } from './notify.ts';

let house: TestConsole;
let tenant: ServiceTenant;
let userId: string;

beforeAll(async () => {
  house = await TestConsole.open();
  tenant = await house.addTenant();
  ({ userId } = await house.addPerson(tenant));
});
afterAll(() => house.close());

function tell(request: Partial<NotificationRequest>, of = tenant) {
  const ctx = house.contextOf(of, { kind: 'SYSTEM', name: 'test' });
  return withTenant(of.id, () =>
    inTransaction(ctx.db, (tx) =>
      notify(tx, ctx, {
        userId,
        kind: 'password.changed',
        parameters: { device: 'Firefox' },
        idempotencyKey: randomUUID(),
        ...request,
      }),
    ),
  );
}

function read(of = tenant) {
  return withTenant(of.id, () =>
    house.db.notification.findMany({ orderBy: { createdAt: 'asc' }, take: 50 }),
  );
}

test('one cause is one notification, with its severity by its kind', async () => {
  const idempotencyKey = randomUUID();
  await tell({ idempotencyKey, entity: { type: 'User', id: userId } });
  await tell({ idempotencyKey });
  await tell({ kind: 'organization.invited', parameters: {} });
  await tell({ kind: 'organization.invited', parameters: {}, severity: 'WARNING' });
  const rows = await read();
  expect(rows.map(({ kind, severity }) => [kind, severity])).toEqual([
    ['password.changed', 'SECURITY'],
    ['organization.invited', 'INFO'],
    ['organization.invited', 'WARNING'],
  ]);
  expect(rows[0]).toMatchObject({
    parameters: { device: 'Firefox' },
    entityType: 'User',
    entityId: userId,
    readAt: null,
  });
});

test('a notice of a new device can be switched off, one of a changed password cannot', async () => {
  const person = await house.addPerson(tenant);
  await withTenant(tenant.id, () =>
    house.db.userPreferences.updateMany({
      where: { userId: person.userId },
      data: { isSecurityNotificationEnabled: false },
    }),
  );
  await tell({ userId: person.userId, kind: 'session.newDevice' });
  await tell({ userId: person.userId, kind: 'session.locked' });
  await tell({ userId: person.userId, kind: 'password.changed' });
  const rows = (await read()).filter((row) => row.userId === person.userId);
  expect(rows.map(({ kind }) => kind)).toEqual(['session.locked', 'password.changed']);
});

test('nobody is told who is deleted, of another tenant, or not there', async () => {
  const person = await house.addPerson(tenant);
  await withTenant(tenant.id, () =>
    house.db.user.updateMany({ where: { id: person.userId }, data: { deletedAt: new Date() } }),
  );
  const before = (await read()).length;
  await tell({ userId: person.userId });
  await tell({ userId: randomUUID() });
  const elsewhere = await house.addTenant();
  await tell({ userId }, elsewhere);
  expect((await read()).length).toBe(before);
  expect(await read(elsewhere)).toEqual([]);
});

test('whoever has switched a notice off gets no e-mail of it either, but always of a change of their ways in', async () => {
  const person = await house.addPerson(tenant);
  await withTenant(tenant.id, async () => {
    await house.db.userPreferences.updateMany({
      where: { userId: person.userId },
      data: { isSecurityNotificationEnabled: false },
    });
    const owner = await house.db.user.findFirstOrThrow({ where: { id: person.userId } });
    const ctx = house.contextOf(tenant, { kind: 'SYSTEM', name: 'test' });
    await inTransaction(ctx.db, async (tx) => {
      const device = 'Firefox';
      const { firstName } = owner;
      const cause = randomUUID();
      const parameters = { firstName, device };
      await tellOwner(tx, ctx, {
        ...{ owner, cause, kind: 'session.newDevice', template: 'newDevice' },
        parameters: { ...parameters, ip: '198.51.100.1' },
      });
      await tellOwner(tx, ctx, {
        ...{ owner, cause, kind: 'password.changed', template: 'passwordChanged' },
        parameters,
      });
    });
    const sent = await house.db.outboundMessage.findMany({ where: { recipient: owner.email } });
    expect(sent.map(({ template }) => template)).not.toContain('newDevice');
    expect(sent.map(({ template }) => template)).toContain('passwordChanged');
  });
});
