import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createTenant,
  createTestDatabase,
  inTenant,
  type TestDatabase,
  type TestTenant,
} from '../testing/index.ts';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  tenant = await createTenant(database);
});

type Values = Record<string, unknown>;

function insert(table: string, values: Values, to: TestTenant = tenant): Promise<unknown> {
  const row: Values = { id: randomUUID(), ...values };
  const columns = Object.keys(row).map((name) => `"${name}"`);
  const places = columns.map((_, index) => `$${index + 1}`);
  const sql = `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${places.join(', ')})`;
  return inTenant(database.appUrl, to.id, (client) => client.query(sql, Object.values(row)));
}

const later = new Date(Date.now() + 3_600_000);
const person: Values = { email: 'a@example.org', firstName: 'A', lastName: 'B' };
const registration: Values = { email: 'a@example.org', expiresAt: later };
const command: Values = {
  service: 'api',
  commandType: 'CREATE_USER',
  requestId: 'r',
  aggregateKey: 'user:1',
  payload: {},
};

describe('refused, whatever the code thinks', () => {
  test.each<[string, string, Values]>([
    ['an address in capitals', 'User', { ...person, email: 'A@example.org' }],
    ['an address with a blank', 'User', { ...person, email: ' a@example.org' }],
    ['an empty address', 'User', { ...person, email: '' }],
    ['a number that is not E.164', 'User', { ...person, phone: '0791234567' }],
    [
      'a registration’s address in capitals',
      'PendingRegistration',
      { ...registration, email: 'A@b.org' },
    ],
    [
      'a negative count of tries',
      'PendingRegistration',
      { ...registration, emailCodeAttempts: -1 },
    ],
    [
      'a completed registration without its account',
      'PendingRegistration',
      { ...registration, currentStep: 'COMPLETED' },
    ],
    ['a wallet below zero', 'Wallet', { name: 'W', cachedBalance: '-0.000000001' }],
    ['a hold below zero', 'Wallet', { name: 'W', heldBalance: '-1' }],
    ['a command in flight without a lease', 'OutboxCommand', { ...command, status: 'LOCKED' }],
    ['a negative attempt', 'OutboxCommand', { ...command, attempts: -1 }],
  ])('%s', async (_, table, values) => {
    await expect(insert(table, values)).rejects.toMatchObject({ code: '23514' });
  });

  test('a negative use of a budget', async () => {
    const attempt = inTenant(database.appUrl, tenant.id, (client) =>
      client.query(
        `INSERT INTO "UsageBudget" ("kind", "subject", "windowStart", "used", "expiresAt") VALUES ('k', 's', now(), -1, now())`,
      ),
    );
    await expect(attempt).rejects.toMatchObject({ code: '23514' });
  });

  test('a tenant’s slug that is no slug', async () => {
    await expect(createTenant(database, { slug: 'Main Net' })).rejects.toMatchObject({
      code: '23514',
    });
  });
});

test('the treasury may owe', async () => {
  await insert('Wallet', { name: 'T', kind: 'TREASURY', cachedBalance: '-1000.5' });
});

describe('registrations', () => {
  test('one is live per address and tenant', async () => {
    await insert('PendingRegistration', registration);
    await expect(insert('PendingRegistration', registration)).rejects.toMatchObject({
      code: '23505',
      constraint: 'PendingRegistration_live_email_key',
    });
    await insert('PendingRegistration', registration, await createTenant(database));
  });

  test('a cancelled one makes room for the next', async () => {
    await insert('PendingRegistration', { ...registration, currentStep: 'CANCELLED' });
    await insert('PendingRegistration', { ...registration, currentStep: 'CANCELLED' });
    await insert('PendingRegistration', registration);
  });

  test('a number that was only claimed does not keep its owner out, a proved one is taken', async () => {
    const phone = '+41791234567';
    await insert('PendingRegistration', { ...registration, email: 'claims@example.org', phone });
    await insert('PendingRegistration', {
      ...registration,
      email: 'owns@example.org',
      phone,
      phoneVerified: true,
    });
    await expect(
      insert('PendingRegistration', {
        ...registration,
        email: 'late@example.org',
        phone,
        phoneVerified: true,
      }),
    ).rejects.toMatchObject({ code: '23505', constraint: 'PendingRegistration_live_phone_key' });
  });
});

test('a row cannot point into another tenant, even past the policies', async () => {
  const other = await createTenant(database);
  const id = randomUUID();
  await insert('User', { ...person, id }, other);
  await expect(insert('Wallet', { name: 'W', userId: id })).rejects.toMatchObject({
    code: '23503',
  });
});

test('tenantId is stamped by the database, and another tenant’s is refused', async () => {
  await insert('Wallet', { name: 'W' });
  const other = await createTenant(database);
  await expect(insert('Wallet', { name: 'W', tenantId: other.id })).rejects.toMatchObject({
    code: '42501',
  });
  const { rows } = await inTenant(database.appUrl, tenant.id, (client) =>
    client.query('SELECT "tenantId" FROM "Wallet"'),
  );
  expect(rows).toEqual([{ tenantId: tenant.id }]);
});
