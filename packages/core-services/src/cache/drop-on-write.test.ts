import { inTransaction, withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { getAccount } from '../accounts/get-account.ts';
import type { ServiceContext, ServiceTenant } from '../context.ts';
import { getOverview } from '../overview/get-overview.ts';
import { createTestPlatform, type TestPlatform } from '../testing/index.ts';
import { createTenantDirectory } from '../tenants/tenant-directory.ts';
import { openCachedProcess, type CachedProcess } from './cached-process.testing.ts';

let platform: TestPlatform;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(async () => {
  for (const close of closing) await close();
  await platform.close();
});

interface Process extends CachedProcess {
  contextOf(tenant: ServiceTenant, userId?: string): ServiceContext;
}

async function openProcess(): Promise<Process> {
  const opened = await openCachedProcess(platform.urls.appUrl);
  const { database, cache } = opened;
  closing.push(opened.close);
  return {
    ...opened,
    contextOf: (tenant, userId) =>
      platform.context(
        tenant,
        userId === undefined
          ? { kind: 'SYSTEM', name: 'test' }
          : { kind: 'USER', userId, role: 'USER', name: 'P' },
        { db: database.client, cache },
      ),
  };
}

const patient = { timeout: 10_000 };
const person = (email: string) => ({ email, firstName: 'Ada', lastName: 'L' });

test('figures and the own account come from memory, and a write in another process drops them', async () => {
  const [one, two] = [await openProcess(), await openProcess()];
  const tenant = await platform.makeTenant();
  const inside = <T>(work: () => Promise<T>) => withTenant(tenant.id, work);
  const { id } = await inside(() =>
    one.database.client.user.create({ data: person('a@people.test') }),
  );
  const signUps = () =>
    inside(async () => (await getOverview({ ctx: two.contextOf(tenant) })).signUpsToday);
  const name = () =>
    inside(async () => (await getAccount({ ctx: two.contextOf(tenant, id) })).firstName);

  // What was loaded while a notice was still on its way is loaded anew.
  await vi.waitFor(async () => {
    await Promise.all([signUps(), name()]);
    two.operations.length = 0;
    expect(await Promise.all([signUps(), name()])).toEqual([1, 'Ada']);
    expect(two.operations).toEqual([]);
  }, patient);
  await inside(() =>
    inTransaction(one.database.client, async (tx) => {
      await tx.user.create({ data: person('b@people.test') });
      await tx.user.updateMany({ where: { id }, data: { firstName: 'Grace' } });
    }),
  );
  await vi.waitFor(
    async () => expect(await Promise.all([signUps(), name()])).toEqual([2, 'Grace']),
    patient,
  );
});

test('the process that wrote reads its own write at once', async () => {
  const one = await openProcess();
  const tenant = await platform.makeTenant();
  const read = () => getOverview({ ctx: one.contextOf(tenant) });
  await withTenant(tenant.id, async () => {
    for (let people = 0; people < 5; people += 1) {
      expect((await read()).signUpsToday).toBe(people);
      await inTransaction(one.database.client, (tx) =>
        tx.user.create({ data: person(`p${people}@people.test`) }),
      );
    }
  });
});

test("one person's account is not another's, nor another tenant's", async () => {
  const one = await openProcess();
  const emails = await Promise.all(
    [await platform.makeTenant(), await platform.makeTenant()].map((tenant) =>
      withTenant(tenant.id, async () => {
        const { id } = await one.database.client.user.create({
          data: person(`${tenant.slug}@people.test`),
        });
        const { email } = await getAccount({ ctx: one.contextOf(tenant, id) });
        return email === `${tenant.slug}@people.test`;
      }),
    ),
  );
  expect(emails).toEqual([true, true]);
});

test('a tenant is looked up once for 64 requests, and one that is not there is not kept', async () => {
  const one = await openProcess();
  const tenants = createTenantDirectory(one.database.client, one.cache);
  expect(await tenants.findBySlug('late-comer')).toBeNull();
  const tenant = await platform.makeTenant({ slug: 'late-comer' });
  one.operations.length = 0;
  const found = await Promise.all(
    Array.from({ length: 64 }, () => tenants.requireBySlug('late-comer')),
  );
  expect(new Set(found.map(({ id }) => id))).toEqual(new Set([tenant.id]));
  expect(one.operations).toEqual(['Tenant.findFirst']);
  expect(await tenants.findBySlug('no such:slug')).toBeNull();
});
