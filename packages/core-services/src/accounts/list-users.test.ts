import { randomBytes } from 'node:crypto';
import { ListUsersInput } from '@freehold/core-contracts/users';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { type Operator, TestConsole } from '../approvals/console.testing.ts';
import type { ServiceTenant } from '../context.ts';
import { listUsableWallets } from '../wallets/list-usable-wallets.ts';
import { getAccount } from './get-account.ts';
import { getUser } from './get-user.ts';
import { listUsers } from './list-users.ts';

let house: TestConsole;
let tenant: ServiceTenant;
let other: ServiceTenant;
let rita: Operator;
const ids: Record<string, string> = {};

beforeAll(async () => {
  house = await TestConsole.open();
  tenant = await house.addTenant({ currencyCode: 'GX' });
  other = await house.addTenant();
  rita = await house.addStaff(tenant, 'REVIEWER', 'Rita Reviewer');
  for (const [firstName, lastName, countryCode] of [
    ['Anna', 'Zeller', 'CH'],
    ['Bela', 'Young', 'FR'],
    ['Carl', 'Xaver', 'CH'],
  ] as const) {
    const email = `${firstName.toLowerCase()}@people.test`;
    const { userId } = await house.addPerson(tenant, { firstName, lastName, countryCode, email });
    ids[firstName] = userId;
  }
  await house.putStatus(tenant, ids['Carl']!, 'ACTIVE');
  await withTenant(tenant.id, () =>
    house.db.user.updateMany({
      where: { id: ids['Carl']! },
      data: { lastLoginAt: new Date('2026-01-01T00:00:00Z') },
    }),
  );
  const gone = await house.addPerson(tenant, { firstName: 'Gone' });
  await withTenant(tenant.id, () =>
    house.db.user.updateMany({
      where: { id: gone.userId },
      data: { deletedAt: new Date() },
    }),
  );
  ids['Gone'] = gone.userId;
  ids['Stranger'] = (
    await house.addPerson(other, { firstName: 'Anna', email: 'anna@people.test' })
  ).userId;
});
afterAll(() => house.close());

async function list(input: z.input<typeof ListUsersInput>) {
  const ctx = house.contextOf(tenant, rita);
  const page = await withTenant(tenant.id, () =>
    listUsers({ ctx, input: ListUsersInput.parse(input) }),
  );
  return { ...page, names: page.items.map(({ firstName }) => firstName) };
}

function asPerson(userId: string, of = tenant) {
  return house.contextOf(of, { kind: 'USER', userId, role: 'USER', name: 'Somebody' });
}

test('the list holds this tenant’s accounts, newest first, deleted ones and secrets left out', async () => {
  const page = await list({});
  expect(page.names).toEqual(['Carl', 'Bela', 'Anna', 'Rita']);
  expect(page.total).toBe(4);
  expect(Object.keys(page.items[0]!).toSorted()).toEqual([
    'countryCode',
    'createdAt',
    'deletedAt',
    'email',
    'firstName',
    'id',
    'lastLoginAt',
    'lastName',
    'phone',
    'role',
    'status',
  ]);
});

test.each<[string, z.input<typeof ListUsersInput>, string[]]>([
  ['status', { status: ['ACTIVE'] }, ['Carl', 'Rita']],
  ['role', { role: ['USER'] }, ['Carl', 'Bela', 'Anna']],
  ['country', { countryCode: 'CH' }, ['Carl', 'Anna']],
  ['part of an address in any case', { search: 'BELA@' }, ['Bela']],
  ['two words in any order', { search: 'xaver carl' }, ['Carl']],
  ['a wildcard taken literally', { search: '%' }, []],
  ['a backslash taken literally', { search: '\\' }, []],
  [
    'last name, ascending',
    { role: ['USER'], sort: { field: 'lastName', direction: 'asc' } },
    ['Carl', 'Bela', 'Anna'],
  ],
  [
    'address, descending',
    { role: ['USER'], sort: { field: 'email', direction: 'desc' } },
    ['Carl', 'Bela', 'Anna'],
  ],
  ['page', { limit: 3, page: 2 }, ['Rita']],
  ['having been deleted', { isDeleted: true }, ['Gone']],
])('lists by %s', async (_, input, names) => {
  expect((await list(input)).names).toEqual(names);
});

test('whoever never signed in comes last in both directions', async () => {
  for (const direction of ['asc', 'desc'] as const) {
    const { names } = await list({ role: ['USER'], sort: { field: 'lastLoginAt', direction } });
    expect(names[0]).toBe('Carl');
  }
});

test('a person’s file shows the newest twenty sessions and exact wallets, and no secret', async () => {
  const userId = ids['Anna']!;
  await withTenant(tenant.id, async () => {
    for (let count = 0; count < 21; count += 1) {
      await house.db.session.create({
        data: {
          userId,
          tokenHash: randomBytes(32),
          audience: 'PORTAL',
          device: `device ${count}`,
          createdAt: new Date(Date.UTC(2026, 0, 1, 0, count)),
          expiresAt: new Date('2099-01-01'),
        },
      });
    }
    const amount = '123456789012345678901234567.123456789';
    await house.db.wallet.create({
      data: { userId, name: 'Main', cachedBalance: amount },
    });
    await house.db.wallet.create({
      data: { userId, name: 'Gone', deletedAt: new Date() },
    });
  });
  const ctx = house.contextOf(tenant, rita);
  const user = await withTenant(tenant.id, () => getUser({ ctx, input: { userId } }));
  expect(user.sessions).toHaveLength(20);
  expect(user.sessions[0]).toMatchObject({ device: 'device 20', isValid: true });
  expect(user.wallets).toMatchObject([
    {
      name: 'Main',
      balance: '123456789012345678901234567.123456789',
      heldBalance: '0',
      currencyCode: 'GX',
    },
  ]);
  expect(user).toMatchObject({ dateOfBirth: '1985-12-10', isPhoneVerified: true, version: 1 });
  expect(JSON.stringify(user)).not.toMatch(/argon2id|tokenHash|passwordHash/u);

  const own = await withTenant(tenant.id, () => listUsableWallets({ ctx: asPerson(userId) }));
  expect(own).toMatchObject(user.wallets);
  expect(
    await withTenant(tenant.id, () => listUsableWallets({ ctx: asPerson(ids['Bela']!) })),
  ).toEqual([]);
});

test('the file of a deleted person is there, so that they can be restored, that of a stranger is not', async () => {
  const ctx = house.contextOf(tenant, rita);
  await expect(
    withTenant(tenant.id, () => getUser({ ctx, input: { userId: ids['Gone']! } })),
  ).resolves.toMatchObject({ firstName: 'Gone', deletedAt: expect.any(Date), erasedAt: null });
  await expect(
    withTenant(tenant.id, () => getUser({ ctx, input: { userId: ids['Stranger']! } })),
  ).rejects.toMatchObject({
    kind: 'NOT_FOUND',
    code: 'entity.not_found',
    params: { entity: 'User' },
  });
});

test('a person sees their own account and since when it waits', async () => {
  const account = await withTenant(tenant.id, () => getAccount({ ctx: asPerson(ids['Bela']!) }));
  expect(account).toEqual({
    id: ids['Bela'],
    email: 'bela@people.test',
    firstName: 'Bela',
    lastName: 'Young',
    phone: expect.stringMatching(/^\+41/u),
    countryCode: 'FR',
    username: null,
    nationalIdNumber: null,
    isNationalIdRequired: false,
    isIdentityFixed: false,
    version: 1,
    status: 'PENDING_ADMIN_APPROVAL',
    isInformationRequested: false,
    informationRequest: null,
    submittedAt: expect.any(Date),
    decidedAt: null,
  });
});

test('staff without an application see their account too', async () => {
  const account = await withTenant(tenant.id, () =>
    getAccount({ ctx: house.contextOf(tenant, rita) }),
  );
  expect(account).toMatchObject({
    id: rita.userId,
    status: 'ACTIVE',
    submittedAt: expect.any(Date),
  });
});

test('whoever has no account here is not found, even where an id happens to be the same', async () => {
  const refusal = { kind: 'NOT_FOUND', code: 'entity.not_found' };
  const operator: Operator = { ...rita, homeTenantId: other.id, role: 'PLATFORM_OPERATOR' };
  for (const ctx of [
    house.contextOf(tenant, operator),
    house.contextOf(tenant, { kind: 'SERVICE', service: 'registration' }),
    asPerson(ids['Stranger']!),
    asPerson(ids['Gone']!),
  ]) {
    await expect(withTenant(tenant.id, () => getAccount({ ctx }))).rejects.toMatchObject(refusal);
  }
  await expect(
    withTenant(tenant.id, () => listUsableWallets({ ctx: house.contextOf(tenant, operator) })),
  ).rejects.toMatchObject(refusal);
});
