import { withTenant } from '@freehold/core-db';
import type { ServiceTenant } from '@freehold/core-services/context';
import { requestPasswordReset } from '@freehold/core-services/accounts/credentials/request-password-reset';
import { noteLock } from '@freehold/core-services/accounts/session/sign-in-lock';
import { readTestMessages } from '@freehold/core-services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { createNoticeQueues, createNotices, noticesDefaults } from './notices.ts';

let setup: WorkerTest;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());

const going = new AbortController().signal;

function notices(limits = noticesDefaults) {
  return createNotices({
    contexts: setup.contexts,
    logger: {
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    },
    queues: createNoticeQueues(setup.privileged),
    limits,
  });
}

async function lockSomebody(tenant: ServiceTenant, isKnown = true): Promise<string> {
  const ctx = setup.contextOf(tenant);
  const email = `${crypto.randomUUID()}@people.test`;
  await withTenant(tenant.id, async () => {
    const name = { firstName: 'Ada', lastName: 'Field' };
    if (isKnown) await ctx.db.user.create({ data: { email, ...name }, select: { id: true } });
    const lockedUntil = new Date(Date.now() + 3_600_000);
    await noteLock(ctx, { email, of: 'PASSWORD', lockedUntil });
  });
  return email;
}

function told(tenant: ServiceTenant): Promise<string[]> {
  const ctx = setup.contextOf(tenant);
  return withTenant(tenant.id, async () =>
    (await readTestMessages(ctx, { template: 'signInLocked' })).map(({ recipient }) => recipient),
  );
}

test('locks of every tenant are told, each to its own people, once however many workers there are', async () => {
  const tenants = [await setup.makeTenant(), await setup.makeTenant()];
  const emails = await Promise.all(tenants.map((tenant) => lockSomebody(tenant)));
  await lockSomebody(tenants[0] as ServiceTenant, false);
  await Promise.all([notices()(going), notices()(going), notices()(going)]);
  expect(await Promise.all(tenants.map(told))).toEqual(emails.map((email) => [email]));
  expect(await setup.privileged.client.signInLock.count()).toBe(0);
});

test('a round is bounded, and says when there is more', async () => {
  const tenant = await setup.makeTenant();
  for (let count = 0; count < 3; count += 1) await lockSomebody(tenant);
  const step = notices({ tenants: 10, batch: 2 });
  expect(await step(going)).toBe(true);
  expect(await told(tenant)).toHaveLength(2);
  expect(await step(going)).toBe(false);
  expect(await told(tenant)).toHaveLength(3);
});

test('what cannot be answered in one tenant keeps nobody else waiting', async () => {
  const tenants = [await setup.makeTenant(), await setup.makeTenant()];
  const [broken, sound] = tenants as [ServiceTenant, ServiceTenant];
  await lockSomebody(broken);
  const email = await lockSomebody(sound);
  const queues = createNoticeQueues(setup.privileged).map((queue) => ({
    ...queue,
    answer: (request: Parameters<typeof queue.answer>[0]) =>
      request.ctx.tenant.id === broken.id
        ? Promise.reject(new Error('broken here'))
        : queue.answer(request),
  }));
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  await createNotices({ contexts: setup.contexts, logger, queues, limits: noticesDefaults })(going);
  expect(await told(sound)).toEqual([email]);
  expect(await told(broken)).toEqual([]);
  await notices()(going);
  expect(await told(broken)).toHaveLength(1);
});

test('a request for a password is answered by a link, once however many workers there are; one of nobody by nothing', async () => {
  const tenant = await setup.makeTenant();
  const ctx = setup.contextOf(tenant);
  const email = `${crypto.randomUUID()}@people.test`;
  const messages = await withTenant(tenant.id, async () => {
    await ctx.db.user.create({
      data: { email, firstName: 'Ada', lastName: 'Field', status: 'ACTIVE' },
      select: { id: true },
    });
    await requestPasswordReset({ ctx, input: { email } });
    await requestPasswordReset({ ctx, input: { email: 'nobody@people.test' } });
    await Promise.all([notices()(going), notices()(going), notices()(going)]);
    return readTestMessages(ctx);
  });
  expect(messages.map(({ recipient, template }) => [recipient, template])).toEqual([
    [email, 'passwordReset'],
  ]);
  expect(messages[0]?.body).toMatch(
    new RegExp(`https://portal.example/${tenant.slug}/reset-password#[\\w-]{43}\\b`, 'u'),
  );
  expect(await setup.privileged.client.passwordResetRequest.count()).toBe(0);
});
