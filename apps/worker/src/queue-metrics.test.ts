import { Prisma, withTenant } from '@freehold/core-db';
import type { OutboxState } from '@freehold/core-observability';
import type { ServiceContext } from '@freehold/core-services/context';
import { pausePipeline } from '@freehold/core-services/ledger/pipeline';
import { enqueueMessage } from '@freehold/core-services/messaging/enqueue-message';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectQueueMetrics, queueKinds } from './queue-metrics.ts';
import { approvePerson, openWorkerTest, type WorkerTest } from './testing/worker-test.ts';

let setup: WorkerTest;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());

async function read(): Promise<Map<string, OutboxState>> {
  const states = new Map<string, OutboxState>();
  const setOutbox = (state: OutboxState) => void states.set(state.kind, state);
  await collectQueueMetrics(setup.privileged, { setOutbox, setProjectorLag: () => undefined }, []);
  return states;
}

const depths = async () => [...(await read())].map(([kind, { depth }]) => `${kind} ${depth}`);

function write(ctx: ServiceContext, key: string, template: 'welcome' | 'phoneChanged') {
  return ctx.db.$transaction((tx) =>
    enqueueMessage(tx, ctx, {
      channel: 'EMAIL',
      recipient: 'ada@people.test',
      template,
      parameters: { firstName: 'Ada' },
      locale: 'en',
      idempotencyKey: key,
    }),
  );
}

test('every queue has its depth and its age, over all tenants', async () => {
  expect(await depths()).toEqual(queueKinds.map((kind) => `${kind} 0`));
  for (const tenant of [await setup.makeTenant(), await setup.makeTenant()]) {
    const ctx = setup.contextOf(tenant);
    const failed = await approvePerson(ctx);
    await approvePerson(ctx);
    await withTenant(tenant.id, async () => {
      await ctx.db.outboxCommand.updateMany({
        where: { id: failed.commandId },
        data: { status: 'FAILED' },
      });
      await write(ctx, 'plain', 'welcome');
      await write(ctx, 'urgent', 'phoneChanged');
      for (const status of ['DEAD', 'SENT', 'CANCELLED'] as const) {
        await write(ctx, status, 'welcome');
        await ctx.db.outboundMessage.updateMany({
          where: { idempotencyKey: status },
          data: { status },
        });
      }
      const createdAt = new Date(Date.now() - 90_000);
      await ctx.db.outboundMessage.updateMany({
        where: { idempotencyKey: 'plain' },
        data: { createdAt },
      });
    });
  }
  const paused = setup.contextOf(await setup.makeTenant());
  await withTenant(paused.tenant.id, () =>
    pausePipeline({ ctx: paused, input: { version: 0, reason: 'because of a test' } }),
  );
  expect(await depths()).toEqual([
    'commands 2',
    'messages 4',
    'urgent-messages 2',
    'webhooks 0',
    'failed-commands 2',
    'paused-tenants 1',
    'dead-letters 0',
    'dead-messages 2',
    'dead-webhooks 0',
  ]);
  const states = await read();
  expect(states.get('messages')?.oldestAgeMs).toBeGreaterThan(89_000);
  expect(states.get('urgent-messages')?.oldestAgeMs).toBeLessThan(60_000);
});

async function readLag() {
  let lag = { projector: '', lagBlocks: 0, lagSeconds: 0 };
  const setProjectorLag = (state: typeof lag) => {
    lag = state;
  };
  const metrics = { setOutbox: () => undefined, setProjectorLag };
  await collectQueueMetrics(setup.privileged, metrics, ['money']);
  return lag;
}

const none = { projector: 'money', lagBlocks: 0, lagSeconds: 0 };

test('a projector is behind since the block it waits with, of a ledger elsewhere since that was seen', async () => {
  expect(await readLag()).toEqual(none);
  const ctx = setup.contextOf(await setup.makeTenant());
  const ago = (age: number) => new Date(Date.now() - age * 1000).toISOString();
  const observed = [
    { block: '1', at: ago(500) },
    { block: '3', at: ago(300) },
    { block: '4', at: ago(100) },
  ];
  await withTenant(ctx.tenant.id, async () => {
    const chain = { channel: 'main', hash: Buffer.alloc(32), fabricChannel: 'elsewhere' };
    await ctx.db.ledgerChain.create({ data: { ...chain, blockNumber: 4n, observed } });
    await ctx.db.projectorState.create({
      data: { projectorName: 'money', channel: 'main', lastBlock: 1n },
    });
  });
  const { lagBlocks, lagSeconds } = await readLag();
  expect(lagBlocks).toBe(3);
  expect(lagSeconds).toBeGreaterThanOrEqual(300);
  expect(lagSeconds).toBeLessThan(400);
  await withTenant(ctx.tenant.id, () =>
    ctx.db.projectorState.updateMany({ data: { lastBlock: 4n } }),
  );
  expect(await readLag()).toEqual(none);
});

test('a tenant whose observed blocks cannot be read costs the others nothing', async () => {
  const heads = [null, { block: '4' }, '4', [{ block: '4', at: new Date().toISOString() }]];
  for (const observed of heads) {
    const ctx = setup.contextOf(await setup.makeTenant());
    const chain = { channel: 'main', hash: Buffer.alloc(32), fabricChannel: 'elsewhere' };
    await withTenant(ctx.tenant.id, () =>
      ctx.db.ledgerChain.create({
        data: { ...chain, blockNumber: 4n, observed: observed ?? Prisma.JsonNull },
      }),
    );
  }
  expect((await readLag()).lagBlocks).toBe(heads.length * 5);
});
