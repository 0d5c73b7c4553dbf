import { seedShared } from '@freehold/core-db/seed';
import { withConnection } from '@freehold/core-db/migrate';
import { untilBlocked } from '@freehold/core-db/testing';
import type { ServiceTenant } from '@freehold/core-services/context';
import { createTestPlatform, type TestPlatform } from '@freehold/core-services/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Applicant, once } from './testing/applicant.ts';
import { lockTable, until, type Lock } from './testing/locks.ts';
import { freePort, startProcess, type ServiceProcess } from './testing/processes.ts';

vi.setConfig({ testTimeout: 60_000 });

/*
 * Both services as processes of their own, on one database. A table that is locked holds a service
 * between two of its steps; there it is killed. Then it is started again and the person goes on.
 */
let platform: TestPlatform;
let tenant: ServiceTenant;
let apiPort: number;
let api: ServiceProcess;
let registration: ServiceProcess;
let locks: Lock[] = [];

const startApi = () => startProcess('api', platform, { API_PORT: String(apiPort) });
const startRegistration = () =>
  startProcess('registration', platform, {
    REGISTRATION_PORT: '0',
    API_URL: `http://127.0.0.1:${String(apiPort)}`,
  });

beforeAll(async () => {
  platform = await createTestPlatform();
  await seedShared({ privilegedUrl: platform.urls.privilegedUrl });
  tenant = await platform.makeTenant();
  apiPort = await freePort();
  [api, registration] = await Promise.all([startApi(), startRegistration()]);
}, 120_000);

afterEach(async () => {
  await Promise.all(locks.map((lock) => lock.release()));
  locks = [];
});

afterAll(async () => {
  await Promise.all([api.kill(), registration.kill()]);
  await platform.close();
}, 60_000);

async function hold(table: string): Promise<Lock> {
  const lock = await lockTable(platform.urls.ownerUrl, table);
  locks.push(lock);
  return lock;
}
const isHeld = () => untilBlocked(platform.urls.ownerUrl);

/** Somebody who has entered the last code, and the answer on its way. */
async function enterLastCode(): Promise<{
  someone: Applicant;
  answer: Promise<unknown>;
  letGoAtUser: Lock;
}> {
  const someone = new Applicant(platform, tenant);
  await someone.reachPhoneCode(registration.url);
  const letGoAtUser = await hold('User');
  const answer = someone.enterPhoneCode(registration.url).catch((error: unknown) => error);
  await isHeld();
  return { someone, answer, letGoAtUser };
}

async function restartRegistration(): Promise<void> {
  await registration.kill();
  registration = await startRegistration();
}

async function expectOneAccount(someone: Applicant): Promise<void> {
  expect((await someone.goOn(registration.url)).step).toBe('COMPLETED');
  expect((await someone.goOn(registration.url)).step).toBe('COMPLETED');
  expect(await someone.traces()).toEqual(once);
}

const hasAccount = (someone: Applicant) =>
  someone.inside(
    async ({ db }) => (await db.user.count({ where: { email: someone.email } })) === 1,
  );

describe('the registration service killed', () => {
  test('while the proof of the number is written: the proof is undone, its attempt counts, the code still works', async () => {
    const someone = new Applicant(platform, tenant);
    await someone.reachPhoneCode(registration.url);
    const lock = await hold('AuditLog');
    const answer = someone.enterPhoneCode(registration.url).catch((error: unknown) => error);
    await isHeld();
    await registration.kill();
    await lock.release();
    await answer;
    registration = await startRegistration();
    const row = await someone.row();
    expect({ step: row.currentStep, attempts: row.phoneCodeAttempts }).toEqual({
      step: 'PHONE_SENT',
      attempts: 1,
    });
    await expectOneAccount(someone);
  });

  test('after the proof, before the account is there', async () => {
    const { someone, answer, letGoAtUser } = await enterLastCode();
    expect((await someone.row()).currentStep).toBe('PHONE_VERIFIED');
    expect(await hasAccount(someone)).toBe(false);
    await registration.kill();
    await letGoAtUser.release();
    await answer;
    registration = await startRegistration();
    await expectOneAccount(someone);
  });

  test('after the account is there, before its own end is written', async () => {
    const { someone, answer, letGoAtUser } = await enterLastCode();
    await hold('PendingRegistration');
    await letGoAtUser.release();
    await until('the account', () => hasAccount(someone));
    await isHeld();
    await registration.kill();
    await Promise.all(locks.map((lock) => lock.release()));
    await answer;
    expect((await someone.row()).currentStep).toBe('PHONE_VERIFIED');
    registration = await startRegistration();
    await expectOneAccount(someone);
  });

  test('while its own end is written', async () => {
    const { someone, answer, letGoAtUser } = await enterLastCode();
    const atEnd = await hold('PendingRegistration');
    await letGoAtUser.release();
    await until('the account', () => hasAccount(someone));
    await isHeld();
    await hold('AuditLog');
    await atEnd.release();
    await isHeld();
    await registration.kill();
    await Promise.all(locks.map((lock) => lock.release()));
    await answer;
    registration = await startRegistration();
    await expectOneAccount(someone);
  });

  test('after its own end, before the answer', async () => {
    const { someone, answer, letGoAtUser } = await enterLastCode();
    await letGoAtUser.release();
    await until('the end', async () => (await someone.row()).currentStep === 'COMPLETED');
    await restartRegistration();
    await answer;
    await expectOneAccount(someone);
  });

  test('and nobody coming back: the service finishes by itself once it runs again', async () => {
    const { someone, answer, letGoAtUser } = await enterLastCode();
    await registration.kill();
    await letGoAtUser.release();
    await answer;
    await withConnection(platform.urls.appUrl, async (client) => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.tenant_id', $1, true)`, [tenant.id]);
      await client.query(
        `UPDATE "PendingRegistration" SET "updatedAt" = now() - interval '1 minute' WHERE "email" = $1`,
        [someone.email],
      );
      await client.query('COMMIT');
    });
    registration = await startRegistration();
    await until('the end', async () => (await someone.row()).currentStep === 'COMPLETED');
    expect(await someone.traces()).toEqual(once);
  });
});

describe('the API killed', () => {
  test('while the account is made: the person is told it is under way, and gets it once', async () => {
    const { someone, answer, letGoAtUser } = await enterLastCode();
    await api.kill();
    await expect(answer).resolves.toMatchObject({ step: 'PHONE_VERIFIED' });
    await letGoAtUser.release();
    expect(await hasAccount(someone)).toBe(false);
    api = await startApi();
    await expectOneAccount(someone);
  });

  test('and started again between two completions at once makes one account', async () => {
    const { someone, answer, letGoAtUser } = await enterLastCode();
    await api.kill();
    await answer;
    await letGoAtUser.release();
    api = await startApi();
    const { handle } = someone;
    const service = someone.at(registration.url);
    const views = await Promise.all(
      Array.from({ length: 16 }, () => service.complete.mutate({ handle })),
    );
    expect(new Set(views.map(({ step }) => step))).toEqual(new Set(['COMPLETED']));
    expect(await someone.traces()).toEqual(once);
  });
});
