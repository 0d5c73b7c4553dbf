import { randomUUID } from 'node:crypto';
import { withTenant } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { seedShared } from '@freehold/core-db/seed';
import { createLogger } from '@freehold/core-observability';
import type { ServiceTenant } from '@freehold/core-services/context';
import { createTestPlatform, type TestPlatform } from '@freehold/core-services/testing';
import { createTenantDirectory } from '@freehold/core-services/tenants/tenant-directory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeEverywhere, startResumption, type ResumptionOptions } from './resumption.ts';
import { until } from './testing/locks.ts';

let test_: TestPlatform;
let options: ResumptionOptions;
const asked: string[] = [];
beforeAll(async () => {
  test_ = await createTestPlatform();
  await seedShared({ privilegedUrl: test_.urls.privilegedUrl });
  const { database, clock } = test_;
  const { keyring } = test_.context(await test_.makeTenant());
  const logger = createLogger({ service: 'registration', level: 'silent' });
  const platform: ResumptionOptions['platform'] = {
    ...{ keyring, clock, logger, db: database.client, isDevelopment: true, wake: () => undefined },
    addresses: { portal: 'https://portal.example', console: 'https://console.example' },
    tenants: createTenantDirectory(database.client),
  };
  const accountsOf: ResumptionOptions['accountsOf'] = ({ tenant }) => ({
    async complete() {
      asked.push(tenant.slug);
      return { userId: randomUUID(), isCreated: true };
    },
  });
  options = { platform, accountsOf, logger, intervalMs: 10 };
});
afterAll(() => test_.close());

/** A registration of the tenant that was cut off before its account was made. */
async function cutOff(tenant: ServiceTenant): Promise<void> {
  const now = test_.clock();
  const { db } = test_.context(tenant);
  await withTenant(tenant.id, () =>
    db.pendingRegistration.create({
      data: {
        email: `person-${randomUUID()}@people.example`,
        ...{ firstName: 'Amara', lastName: 'Okonkwo', countryCode: 'NG', gender: 'FEMALE' },
        ...{ emailCodeSentAt: now, emailVerified: true, emailVerifiedAt: now },
        ...{ phone: '+2348031234567', phoneVerified: true, phoneVerifiedAt: now },
        dateOfBirth: new Date('1990-04-12'),
        passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
        ...{
          currentStep: 'PHONE_VERIFIED',
          expiresAt: now,
          updatedAt: new Date(now.getTime() - 60_000),
        },
      },
      select: { id: true },
    }),
  );
}

function stepsOf(tenant: ServiceTenant): Promise<{ currentStep: string }[]> {
  const { db } = test_.context(tenant);
  return withTenant(tenant.id, () =>
    db.pendingRegistration.findMany({ select: { currentStep: true } }),
  );
}

test('a look finishes what was cut off in every active tenant, whatever is wrong with another', async () => {
  const [first, broken, suspended, last] = [
    await test_.makeTenant(),
    await test_.makeTenant(),
    await test_.makeTenant(),
    await test_.makeTenant(),
  ];
  for (const tenant of [first, broken, suspended, last]) await cutOff(tenant);
  await withConnection(test_.urls.privilegedUrl, async (client) => {
    await client.query(
      `UPDATE "Tenant" SET "settings" = '{"minimumAgeYears": "no number"}' WHERE "id" = $1`,
      [broken.id],
    );
    await client.query(`UPDATE "Tenant" SET "status" = 'SUSPENDED' WHERE "id" = $1`, [
      suspended.id,
    ]);
  });
  expect(await resumeEverywhere(options)).toBe(2);
  expect(asked.toSorted()).toEqual([first.slug, last.slug].toSorted());
  expect(await stepsOf(first)).toEqual([{ currentStep: 'COMPLETED' }]);
  expect(await stepsOf(suspended)).toEqual([{ currentStep: 'PHONE_VERIFIED' }]);
  expect(await resumeEverywhere(options)).toBe(0);
});

test('it reaches every tenant, past the size of a batch', async () => {
  const tenants: ServiceTenant[] = [];
  for (let made = 0; made < 105; made += 1) tenants.push(await test_.makeTenant());
  for (const tenant of tenants) await cutOff(tenant);
  expect(await resumeEverywhere(options)).toBe(105);
}, 60_000);

test('it looks again and again until it is stopped', async () => {
  const tenant = await test_.makeTenant();
  const resumption = startResumption(options);
  await cutOff(tenant);
  await until('the end', async () => (await stepsOf(tenant))[0]?.currentStep === 'COMPLETED');
  await resumption.stop();
  const before = asked.length;
  await cutOff(tenant);
  expect(asked.length).toBe(before);
});
