import { withConnection } from '@freehold/core-db/migrate';
import { createTenant } from '@freehold/core-db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestConsole } from '../approvals/console.testing.ts';
import { listPublicTenants } from './list-public-tenants.ts';

let house: TestConsole;

beforeAll(async () => {
  house = await TestConsole.open();
});
afterAll(() => house.close());

test('anybody learns the active tenants by name, and of their settings only what a visitor needs', async () => {
  const { urls } = house.platform;
  await createTenant(urls, { slug: 'platform', name: 'Aaa', kind: 'PLATFORM' });
  await createTenant(urls, { slug: 'testnet', name: 'Test network' });
  const settings = { minimumAgeYears: 16, isFourEyesRequired: true, defaultLocale: 'fr' };
  await createTenant(urls, { slug: 'mainnet', name: 'Main network', settings });
  const { id } = await createTenant(urls, { slug: 'asleep' });
  await withConnection(urls.privilegedUrl, (client) =>
    client.query(`UPDATE "Tenant" SET "status" = 'SUSPENDED' WHERE "id" = $1`, [id]),
  );
  const tenants = await listPublicTenants({ db: house.db });
  expect(tenants.map(({ slug }) => slug)).toEqual(['mainnet', 'testnet', 'platform']);
  expect(tenants[0]).toEqual({
    slug: 'mainnet',
    name: 'Main network',
    kind: 'CUSTOMER',
    defaultLocale: 'fr',
    minimumAgeYears: 16,
    currencyCode: 'GX',
  });
});
