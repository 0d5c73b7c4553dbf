import { TenantSettings } from '@freehold/core-contracts/tenants';
import { inTenant } from '@freehold/core-db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TestHouse } from '../accounts/people/people.testing.ts';
import { TestConsole } from '../approvals/console.testing.ts';
import { getSettings } from './get-settings.ts';
import { createTenantDirectory } from './tenant-directory.ts';
import { updateSettings } from './update-settings.ts';

let world: TestConsole;
let house: TestHouse;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await TestHouse.in(world);
});

const read = (of = house) => of.as(of.admin, (ctx) => getSettings({ ctx }));
function update(changes: Partial<TenantSettings>, version = 0, name = 'Main network') {
  const settings = { ...TenantSettings.parse({}), ...changes };
  const input = { version, name, settings, reason: 'Because of a test' };
  return house.as(house.admin, (ctx) => updateSettings({ ctx, input }));
}

test('what changed is stored, versioned and audited field by field', async () => {
  await expect(
    update({ minimumAgeYears: 21, isReviewRequired: false }, 0, 'Renamed'),
  ).resolves.toEqual({
    state: 'DONE',
    version: 1,
  });
  expect(await read()).toMatchObject({
    name: 'Renamed',
    version: 1,
    settings: { minimumAgeYears: 21, isReviewRequired: false, currencyCode: 'GX' },
  });
  expect(await house.audit(house.tenant.id)).toMatchObject([
    {
      action: 'tenant.updateSettings',
      entityType: 'Tenant',
      reason: 'Because of a test',
      changes: {
        name: { before: 'Main network', after: 'Renamed' },
        minimumAgeYears: { before: 18, after: 21 },
        isReviewRequired: { before: true, after: false },
      },
    },
  ]);
});

test('a version that was overtaken is refused, also among many at once, and nothing changes for nothing', async () => {
  await expect(update({})).rejects.toMatchObject({ code: 'tenant.unchanged' });
  await expect(update({ minimumAgeYears: 20 }, 7)).rejects.toMatchObject({ code: 'version.stale' });
  const many = await Promise.allSettled(
    [19, 20, 21, 22].map((minimumAgeYears) => update({ minimumAgeYears })),
  );
  expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await read()).toMatchObject({ version: 1 });
});

test('another tenant keeps its own', async () => {
  const elsewhere = await TestHouse.in(world);
  await update({ minimumAgeYears: 21 });
  expect(await read(elsewhere)).toMatchObject({ version: 0, settings: { minimumAgeYears: 18 } });
});

test('the directory of tenants gives the new settings once it was told to drop the old', async () => {
  const tenants = createTenantDirectory(world.db);
  await tenants.requireBySlug(house.tenant.slug);
  await update({ minimumAgeYears: 21 });
  tenants.drop(house.tenant.slug);
  expect((await tenants.requireBySlug(house.tenant.slug)).settings.minimumAgeYears).toBe(21);
});

test('the database lets the application change its own tenant alone, and only through the one function', async () => {
  const { urls } = world.platform;
  const attempt = (sql: string, values: unknown[] = []) =>
    inTenant(urls.appUrl, house.tenant.id, (client) => client.query(sql, values));
  await expect(attempt(`UPDATE "Tenant" SET "name" = 'x'`)).rejects.toMatchObject({
    code: '42501',
  });
  await expect(attempt(`SELECT update_tenant_settings(0, ' ', '{}')`)).rejects.toMatchObject({
    code: '22023',
  });
  await expect(attempt(`SELECT update_tenant_settings(0, 'x', '[]')`)).rejects.toMatchObject({
    code: '22023',
  });
  await expect(
    inTenant(urls.privilegedUrl, house.tenant.id, (client) =>
      client.query(`SELECT update_tenant_settings(0, 'x', '{}')`),
    ),
  ).rejects.toMatchObject({ code: '42501' });
});
