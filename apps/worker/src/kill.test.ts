import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTenant } from '@freehold/core-db';
import { appendFile } from 'node:fs/promises';
import type { ServiceContext } from '@freehold/core-services/context';
import type { MessageProvider } from '@freehold/core-services/messaging/message-provider';
import { verifyChain } from '@freehold/core-services/ledger/verify-chain';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultPoint } from './faults.ts';
import { spawnCrashWorker } from './testing/crash-child.ts';
import { approvePerson, drain, openWorkerTest, type WorkerTest } from './testing/worker-test.ts';

let setup: WorkerTest;
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  setup = await openWorkerTest();
  folder = mkdtempSync(join(tmpdir(), 'freehold-kill-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await setup.closeAll();
  rmSync(folder, { recursive: true, force: true });
});

function startChild(point: FaultPoint | null, deliveries: string): ChildProcess {
  const child = spawnCrashWorker(setup.urls, { point, deliveries });
  children.push(child);
  return child;
}

const points: FaultPoint[] = [
  'submitter.claimed',
  'submitter.marked',
  'submitter.submitted',
  'submitter.settling',
  'submitter.settled',
  'projector.read',
  'projector.applying',
  'projector.applied',
  'messages.claimed',
  'messages.budgeted',
  'messages.sent',
  'messages.settling',
  'messages.settled',
];

describe('a worker that is killed', () => {
  test.each(points)(
    'at %s leaves nothing lost and nothing twice',
    async (point) => {
      const ctx = setup.contextOf(await setup.makeTenant());
      const { userId, commandId } = await approvePerson(ctx);
      const deliveries = join(folder, point);
      writeFileSync(deliveries, '');
      const child = startChild(point, deliveries);
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect(signal).toBe('SIGKILL');

      await setup.endLeases();
      const provider: MessageProvider = {
        name: 'recorder',
        async send({ idempotencyKey }) {
          await appendFile(deliveries, `${idempotencyKey}\n`);
          return { providerMessageId: idempotencyKey };
        },
      };
      await drain(setup.submitter());
      await drain(setup.projector());
      await drain(setup.sender({ providers: { EMAIL: provider, SMS: provider } }));

      await expectWhole(ctx, userId, commandId);
      const handedOver = readFileSync(deliveries, 'utf8').trim().split('\n');
      expect(new Set(handedOver)).toEqual(new Set([`account-active:${userId}`]));
      const mayBeTwice = point === 'messages.sent' || point === 'messages.settling';
      expect(handedOver).toHaveLength(mayBeTwice ? 2 : 1);
    },
    60_000,
  );
});

async function expectWhole(ctx: ServiceContext, userId: string, commandId: string): Promise<void> {
  await withTenant(ctx.tenant.id, async () => {
    const command = await ctx.db.outboxCommand.findFirstOrThrow({ where: { id: commandId } });
    expect(command).toMatchObject({ status: 'COMMITTED', commitBlock: 0n });
    const transactions = await ctx.db.ledgerTransaction.findMany();
    expect(transactions.map(({ txId }) => txId)).toEqual([command.fabricTxId]);
    expect(await ctx.db.ledgerBlock.count()).toBe(1);
    expect(await ctx.db.eventLog.count()).toBe(1);
    expect(await ctx.db.eventDLQ.count()).toBe(0);
    const user = await ctx.db.user.findFirstOrThrow({ where: { id: userId } });
    expect(user).toMatchObject({ status: 'ACTIVE', onchainStatus: 'CONFIRMED', isActive: true });
    expect(await ctx.db.wallet.count({ where: { userId } })).toBe(1);
    const messages = await ctx.db.outboundMessage.findMany();
    expect(messages.map(({ status }) => status)).toEqual(['SENT']);
    const audits = await ctx.db.auditLog.findMany({ orderBy: { sequence: 'asc' } });
    expect(audits.map(({ action }) => action)).toEqual([
      ...(audits[0]?.action === 'command.commit' ? ['command.commit'] : []),
      'user.activate',
      'wallet.open',
      ...(audits[0]?.action === 'command.commit' ? [] : ['command.commit']),
    ]);
    const verdict = await verifyChain(ctx.db, { channel: 'main' });
    expect(verdict).toMatchObject({ isIntact: true, checkedCount: 1n });
  });
}

test('workers killed one after another in the middle of their work leave twenty people whole', async () => {
  const ctx = setup.contextOf(await setup.makeTenant());
  const people: { userId: string; commandId: string }[] = [];
  const deliveries = join(folder, 'many');
  writeFileSync(deliveries, '');
  const done = () => withTenant(ctx.tenant.id, () => ctx.db.ledgerTransaction.count());
  for (const wave of [7, 7, 6]) {
    const before = people.length;
    for (let index = 0; index < wave; index += 1) people.push(await approvePerson(ctx));
    const child = startChild(null, deliveries);
    const exited = once(child, 'exit');
    await expect.poll(done, { timeout: 20_000, interval: 5 }).toBeGreaterThan(before);
    child.kill('SIGKILL');
    await exited;
    await setup.endLeases();
  }
  await drain(setup.submitter());
  await drain(setup.projector());
  await drain(setup.sender());
  await withTenant(ctx.tenant.id, async () => {
    const transactions = await ctx.db.ledgerTransaction.findMany({ select: { commandId: true } });
    const given = new Set(people.map(({ commandId }) => commandId));
    expect(transactions).toHaveLength(20);
    expect(new Set(transactions.map(({ commandId }) => commandId))).toEqual(given);
    expect(await ctx.db.outboxCommand.count({ where: { status: 'COMMITTED' } })).toBe(20);
    expect(await ctx.db.user.count({ where: { status: 'ACTIVE', isActive: true } })).toBe(20);
    expect(await ctx.db.wallet.count()).toBe(20);
    expect(await ctx.db.eventLog.count()).toBe(20);
    expect(await ctx.db.outboundMessage.count({ where: { status: 'SENT' } })).toBe(20);
    for (const action of ['user.activate', 'wallet.open']) {
      expect(await ctx.db.auditLog.count({ where: { action } })).toBe(20);
    }
    const commits = await ctx.db.auditLog.findMany({ where: { action: 'command.commit' } });
    const told = commits.flatMap(({ entityType, entityId, changes }) =>
      entityType === 'OutboxCommand'
        ? [entityId]
        : (changes as { commandIds: string[] }).commandIds,
    );
    expect(told).toHaveLength(20);
    expect(new Set(told)).toEqual(given);
    expect(await verifyChain(ctx.db, { channel: 'main' })).toMatchObject({ isIntact: true });
  });
}, 120_000);

test('a worker in a process of its own is woken and sees a person through to the message', async () => {
  const ctx = setup.contextOf(await setup.makeTenant());
  const deliveries = join(folder, 'whole');
  writeFileSync(deliveries, '');
  const child = startChild(null, deliveries);
  await once(child.stdout!, 'data');
  const { userId, commandId } = await approvePerson(ctx);
  await setup.database.notify('freehold_outbox');
  await expect
    .poll(() => readFileSync(deliveries, 'utf8'), { timeout: 15_000 })
    .toBe(`account-active:${userId}\n`);
  await expect
    .poll(
      () =>
        withTenant(ctx.tenant.id, async () => {
          const [message] = await ctx.db.outboundMessage.findMany({ select: { status: true } });
          return message?.status;
        }),
      { timeout: 15_000 },
    )
    .toBe('SENT');
  await expectWhole(ctx, userId, commandId);
});
