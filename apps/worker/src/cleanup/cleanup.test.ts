import { withTenant } from '@freehold/core-db';
import type { ServiceContext } from '@freehold/core-services/context';
import { takeBudget } from '@freehold/core-services/onboarding/budget/take-budget';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import type { WorkContexts } from '../work-contexts.ts';
import {
  cleanupDefaults,
  cleanupTasks,
  createCleanup,
  createListTenants,
  type CleanupOptions,
} from './cleanup.ts';

let setup: WorkerTest;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());

const going = new AbortController().signal;

function cleanup(options: Partial<CleanupOptions> = {}) {
  return createCleanup({
    ...cleanupDefaults,
    contexts: setup.contexts,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    listTenants: createListTenants(setup.privileged),
    tasks: cleanupTasks,
    ...options,
  });
}

/** A registration that ran out, and a budget whose window is over. */
async function leaveRemains(ctx: ServiceContext): Promise<void> {
  const past = new Date(Date.now() - 60_000);
  await withTenant(ctx.tenant.id, async () => {
    await ctx.db.pendingRegistration.createMany({
      data: [
        { email: 'gone@people.test', expiresAt: past },
        { email: 'here@people.test', expiresAt: new Date(Date.now() + 60_000) },
      ],
    });
    const limit = { kind: 'test', limit: 5, windowMs: 1_000, window: 'QUIET' } as const;
    await takeBudget({ ...ctx, clock: () => past }, limit, 'somebody');
    await takeBudget(ctx, { ...limit, windowMs: 60_000 }, 'somebody else');
  });
}

const remains = (ctx: ServiceContext) =>
  withTenant(ctx.tenant.id, async () => ({
    registrations: await ctx.db.pendingRegistration.count(),
    budgets: await ctx.db.usageBudget.count({ where: { kind: 'test' } }),
    audits: await ctx.db.auditLog.count({ where: { actorName: 'clean-up' } }),
  }));

test('what is over goes in every tenant, what is not stays', async () => {
  const tenants = [
    setup.contextOf(await setup.makeTenant()),
    setup.contextOf(await setup.makeTenant()),
  ];
  for (const ctx of tenants) await leaveRemains(ctx);
  expect(await cleanup()(going)).toBe(false);
  for (const ctx of tenants) {
    expect(await remains(ctx)).toEqual({ registrations: 1, budgets: 1, audits: 1 });
  }
});

test('a task that fails holds up neither the other tasks nor the other tenants', async () => {
  const ctx = setup.contextOf(await setup.makeTenant());
  await leaveRemains(ctx);
  const tasks = { broken: () => Promise.reject(new Error('broken')), ...cleanupTasks };
  await cleanup({ tasks })(going);
  expect(await remains(ctx)).toMatchObject({ registrations: 1, budgets: 1 });
});

test('a tenant whose settings cannot be read holds up no other', async () => {
  const broken = await setup.makeTenant();
  const ctx = setup.contextOf(await setup.makeTenant());
  await leaveRemains(ctx);
  const update = 'UPDATE "Tenant" SET "settings" = $1 WHERE "id" = $2';
  await setup.tamper(update, ['{"messagesPerHour": 0}', broken.id]);
  await cleanup()(going);
  await setup.tamper(update, ['{}', broken.id]);
  expect(await remains(ctx)).toMatchObject({ registrations: 1, budgets: 1 });
});

test('a round takes bounded batches and a bounded number of them', async () => {
  await setup.makeTenant();
  await setup.makeTenant();
  const asked = new Map<string, number[]>();
  const endless = async ({ ctx, limit }: { ctx: ServiceContext; limit: number }) => {
    asked.set(ctx.tenant.id, [...(asked.get(ctx.tenant.id) ?? []), limit]);
    return limit;
  };
  await cleanup({ tasks: { endless }, limit: 7, maxBatches: 3 })(going);
  expect(asked.size).toBeGreaterThan(1);
  for (const limits of asked.values()) expect(limits).toEqual([7, 7, 7]);
});

test('several workers do each task of each tenant once in a round, and again in the next', async () => {
  const tenants = [await setup.makeTenant(), await setup.makeTenant()];
  const done: string[] = [];
  const note =
    (name: string) =>
    async ({ ctx }: { ctx: ServiceContext }) => {
      if (tenants.some(({ id }) => id === ctx.tenant.id)) done.push(`${name} ${ctx.tenant.id}`);
      return 0;
    };
  const tasks = { first: note('first'), second: note('second') };
  let now = Date.parse('2027-03-01T00:00:00.000Z');
  const contexts: WorkContexts = {
    within: (tenantId, actor, work) =>
      setup.contexts.within(tenantId, actor, (ctx) => work({ ...ctx, clock: () => new Date(now) })),
  };
  const round = () =>
    Promise.all(Array.from({ length: 4 }, () => cleanup({ tasks, contexts })(going)));
  await round();
  expect(done).toHaveLength(4);
  expect(new Set(done).size).toBe(4);
  now += cleanupDefaults.everyMs - 1;
  await round();
  expect(done).toHaveLength(4);
  now += 1;
  await round();
  expect(done).toHaveLength(8);
});

test('a round that is told to stop stops', async () => {
  const asked: string[] = [];
  const task = async ({ ctx }: { ctx: ServiceContext }) => asked.push(ctx.tenant.id) - asked.length;
  await cleanup({ tasks: { task } })(AbortSignal.abort());
  expect(asked).toEqual([]);
});
