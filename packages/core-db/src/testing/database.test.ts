import { afterAll, beforeAll, expect, test } from 'vitest';
import { withConnection } from '../migrate/index.ts';
import { createTenant, createTestDatabase, type TestDatabase } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a test database has every table and no row', async () => {
  const tenants = await withConnection(database.appUrl, (client) =>
    client.query('SELECT * FROM "Tenant"'),
  );
  expect(tenants.rowCount).toBe(0);
});

test('a tenant is visible to the application', async () => {
  const tenant = await createTenant(database, { slug: 'mainnet' });
  const { rows } = await withConnection(database.appUrl, (client) =>
    client.query('SELECT id, slug FROM "Tenant"'),
  );
  expect(rows).toEqual([tenant]);
});

test('two databases of one run share nothing', async () => {
  const other = await createTestDatabase();
  await createTenant(other);
  const { rowCount } = await withConnection(other.appUrl, (client) =>
    client.query(`SELECT FROM "Tenant" WHERE slug = 'mainnet'`),
  );
  await other.drop();
  expect(rowCount).toBe(0);
});
