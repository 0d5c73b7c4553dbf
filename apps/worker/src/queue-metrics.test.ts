import { withTenant } from '@freehold/core-db';
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
