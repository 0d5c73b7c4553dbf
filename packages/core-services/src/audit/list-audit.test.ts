import { ListAuditInput } from '@freehold/core-contracts/audit';
import { inTransaction, withTenant } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { type Operator, TestConsole } from '../approvals/console.testing.ts';
import type { Actor, ServiceTenant } from '../context.ts';
import { listAudit } from './list-audit.ts';
import { recordAudit } from './record-audit.ts';
import { recordForeignRead } from './record-foreign-read.ts';
import { verifyAudit } from './verify-audit.ts';

let house: TestConsole;
let tenant: ServiceTenant;
let rita: Operator;

beforeAll(async () => {
  house = await TestConsole.open();
  tenant = await house.addTenant();
  rita = await house.addStaff(tenant, 'REVIEWER', 'Rita Reviewer');
  await write(tenant, rita, 'user.freeze', 'a1', 'Looks_odd');
  await write(tenant, rita, 'user.unfreeze', 'a1', 'Was fine');
  await write(tenant, { kind: 'SYSTEM', name: 'clean-up' }, 'session.expire', 'b2', 'Too old');
  await write(await house.addTenant(), rita, 'user.freeze', 'a1', 'Elsewhere');
});
afterAll(() => house.close());

function write(of: ServiceTenant, actor: Actor, action: string, entityId: string, reason: string) {
  const ctx = house.contextOf(of, actor);
  return withTenant(of.id, () =>
    inTransaction(ctx.db, (tx) =>
      recordAudit(tx, ctx, { action, entityType: 'User', entityId, reason, changes: { n: 1 } }),
    ),
  );
}

async function list(input: z.input<typeof ListAuditInput>, of = tenant) {
  const ctx = house.contextOf(of, rita);
  const page = await withTenant(of.id, () =>
    listAudit({ ctx, input: ListAuditInput.parse(input) }),
  );
  return { ...page, actions: page.items.map(({ action }) => action) };
}

function verify(of = tenant, pieceRows?: number) {
  const ctx = house.contextOf(of, rita);
  return withTenant(of.id, () =>
    verifyAudit({ ctx, ...(pieceRows === undefined ? {} : { pieceRows }) }),
  );
}

test('the log begins with the newest row and shows who did what, and the chain', async () => {
  const page = await list({});
  expect(page.actions).toEqual(['session.expire', 'user.unfreeze', 'user.freeze']);
  expect(page).toMatchObject({ total: 3, totalPages: 1 });
  expect(page.items[2]).toEqual({
    id: expect.any(String),
    sequence: 1n,
    action: 'user.freeze',
    entityType: 'User',
    entityId: 'a1',
    actorKind: 'OPERATOR',
    actorId: rita.userId,
    actorName: 'Rita Reviewer',
    actorTenantId: null,
    reason: 'Looks_odd',
    changes: { n: 1 },
    ip: '203.0.113.9',
    userAgent: 'test',
    requestId: expect.any(String),
    isErased: false,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/u),
    createdAt: expect.any(Date),
  });
});

test.each<[string, z.input<typeof ListAuditInput>, string[]]>([
  ['action', { action: 'user.freeze' }, ['user.freeze']],
  ['entity', { entityType: 'User', entityId: 'a1' }, ['user.unfreeze', 'user.freeze']],
  ['actor', { actorKind: 'SYSTEM' }, ['session.expire']],
  ['a word in any case', { search: 'CLEAN' }, ['session.expire']],
  ['an underscore taken literally', { search: 's_o' }, ['user.freeze']],
  ['an end in the past', { to: new Date('2020-01-01') }, []],
  [
    'a start in the past',
    { from: new Date('2020-01-01'), direction: 'asc', limit: 2 },
    ['user.freeze', 'user.unfreeze'],
  ],
])('lists by %s', async (_, input, actions) => {
  expect((await list(input)).actions).toEqual(actions);
});

test('an end is no longer of the time that is asked for, a start is', async () => {
  const { items } = await list({ limit: 1 });
  const at = items[0]!.createdAt;
  const { total } = await list({});
  const [upTo, from] = [await list({ to: at }), await list({ from: at })];
  expect(upTo.items.every(({ createdAt }) => createdAt < at)).toBe(true);
  expect(from.items[0]?.id).toBe(items[0]?.id);
  expect(upTo.total + from.total).toBe(total);
});

test('an actor’s rows are found by the actor’s id', async () => {
  expect((await list({ actorId: rita.userId })).total).toBe(2);
});

test('an untouched chain is intact, in one piece and in pieces of one row', async () => {
  const { items } = await list({ limit: 1 });
  const intact = {
    isIntact: true,
    checkedCount: 3n,
    erasedCount: 0n,
    firstBroken: null,
    headHash: items[0]?.hash,
  };
  await expect(verify()).resolves.toEqual(intact);
  await expect(verify(tenant, 1)).resolves.toEqual(intact);
  await expect(verify(tenant, 2)).resolves.toEqual(intact);
});

test('a tenant without rows has an intact chain of none', async () => {
  await expect(verify(await house.addTenant())).resolves.toEqual({
    isIntact: true,
    checkedCount: 0n,
    erasedCount: 0n,
    firstBroken: null,
    headHash: null,
  });
});

async function tamper(sql: string): Promise<ServiceTenant> {
  const of = await house.addTenant();
  for (const entityId of ['1', '2', '3', '4'])
    await write(of, rita, 'user.freeze', entityId, 'Fine');
  await withConnection(house.platform.urls.ownerUrl, async (client) => {
    await client.query('ALTER TABLE "AuditLog" DISABLE TRIGGER refuse_change');
    const { rowCount } = await client.query(sql, [of.id]);
    await client.query('ALTER TABLE "AuditLog" ENABLE TRIGGER refuse_change');
    expect(rowCount).toBe(1);
  });
  return of;
}

test.each([
  [
    'changed',
    `UPDATE "AuditLog" SET "reason" = 'Forged' WHERE "tenantId" = $1 AND "sequence" = 3`,
    3n,
    2n,
  ],
  ['removed', `DELETE FROM "AuditLog" WHERE "tenantId" = $1 AND "sequence" = 2`, 2n, 1n],
  ['cut off at the end', `DELETE FROM "AuditLog" WHERE "tenantId" = $1 AND "sequence" = 4`, 4n, 3n],
])(
  'a row that was %s is found, whatever the size of the pieces',
  async (_, sql, position, checkedCount) => {
    const of = await tamper(sql);
    for (const pieceRows of [undefined, 1, 2]) {
      await expect(verify(of, pieceRows)).resolves.toMatchObject({
        isIntact: false,
        checkedCount,
        firstBroken: { position, reason: expect.any(String) },
      });
    }
    await expect(verify()).resolves.toMatchObject({ isIntact: true });
  },
);

test('a platform operator’s read in another tenant leaves a row with both tenants, anybody else’s none', async () => {
  const of = await house.addTenant();
  const home = await house.addTenant();
  const operator = await house.addStaff(home, 'PLATFORM_OPERATOR', 'Petra Platform');
  const local = await house.addStaff(of, 'AUDITOR', 'Anna Auditor');
  const person: Actor = { kind: 'USER', userId: local.userId, role: 'USER', name: 'Ada' };
  for (const actor of [operator, local, person]) {
    const ctx = house.contextOf(of, actor);
    await withTenant(of.id, () => recordForeignRead({ ctx, procedure: 'users.get' }));
  }
  const { items } = await list({}, of);
  expect(items).toMatchObject([
    {
      action: 'tenant.read',
      entityId: of.id,
      actorTenantId: home.id,
      actorId: operator.userId,
      changes: { procedure: 'users.get' },
    },
  ]);
});
