import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTenant } from '@freehold/core-db';
import { verifyChain } from '@freehold/core-services/ledger/verify-chain';
import { soundMoney } from '@freehold/core-services/money/money.testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FaultPoint } from './faults.ts';
import { spawnCrashWorker } from './testing/crash-child.ts';
import { openMoneyTest, type MadeTransfer, type MoneyTest } from './testing/money-test.ts';
import { openWorkerTest, type WorkerTest } from './testing/worker-test.ts';

let setup: WorkerTest;
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  setup = await openWorkerTest();
  folder = mkdtempSync(join(tmpdir(), 'freehold-kill-money-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await setup.closeAll();
  rmSync(folder, { recursive: true, force: true });
});

function start(point: FaultPoint | null): ChildProcess {
  const deliveries = join(folder, 'deliveries');
  writeFileSync(deliveries, '');
  const child = spawnCrashWorker(setup.urls, { point, deliveries });
  children.push(child);
  return child;
}

/** Wallets that send to each other in a circle, with what each began with. */
async function openCircle(it: MoneyTest, count: number): Promise<string[]> {
  const wallets: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { walletId } = await it.money.addPerson();
    await it.issue(walletId, '100');
    wallets.push(walletId);
  }
  await it.work();
  return wallets;
}

/** Each transfer is in one block, valid, and was paid once; the books balance. */
async function expectAllPaid(it: MoneyTest, made: readonly MadeTransfer[]): Promise<void> {
  await withTenant(it.ctx.tenant.id, async () => {
    const { db } = it.ctx;
    const transferIds = made.map(({ transferId }) => transferId);
    const commandIds = made.map(({ commandId }) => commandId);
    const paid = { id: { in: transferIds }, status: 'CONFIRMED' as const };
    expect(await db.transfer.count({ where: paid })).toBe(made.length);
    const where = { commandId: { in: commandIds }, validationCode: 'VALID' };
    expect(await db.ledgerTransaction.count({ where })).toBe(made.length);
    // Out, into CLEARING, out of it, in.
    const entries = { transferId: { in: transferIds } };
    expect(await db.transaction.count({ where: entries })).toBe(made.length * 4);
    expect(await db.eventDLQ.count()).toBe(0);
    expect(await verifyChain(db, { channel: 'main' })).toMatchObject({ isIntact: true });
  });
  expect(await it.money.faults()).toEqual(soundMoney);
}

test('workers killed again and again while money is sent lose nothing and pay nothing twice', async () => {
  const it = await openMoneyTest(setup);
  const wallets = await openCircle(it, 6);
  const made: MadeTransfer[] = [];
  const send = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      const [from, to] = [wallets[index % 6]!, wallets[(index + 1) % 6]!];
      made.push(await it.send(from, to, '1'));
    }
  };
  const progress = () => withTenant(it.ctx.tenant.id, () => it.ctx.db.ledgerTransaction.count());
  for (let death = 0; death < 4; death += 1) {
    const before = await progress();
    const child = start(null);
    const exited = once(child, 'exit');
    const sending = send(40);
    await expect.poll(progress, { timeout: 30_000, interval: 7 }).toBeGreaterThan(before + death);
    child.kill('SIGKILL');
    await Promise.all([exited, sending]);
    await setup.endLeases();
  }
  await it.work();
  expect(made).toHaveLength(160);
  await expectAllPaid(it, made);
}, 180_000);

const points: FaultPoint[] = [
  'submitter.claimed',
  'submitter.marked',
  'submitter.submitted',
  'submitter.settling',
  'submitter.settled',
  'projector.read',
  'projector.applying',
  'projector.applied',
];

test.each(points)(
  'a worker killed at %s in the middle of many transfers leaves every one of them whole',
  async (point) => {
    const it = await openMoneyTest(setup);
    const wallets = await openCircle(it, 2);
    const made: MadeTransfer[] = [];
    for (let index = 0; index < 12; index += 1) {
      made.push(await it.send(wallets[index % 2]!, wallets[(index + 1) % 2]!, '1'));
    }
    const [, signal] = (await once(start(point), 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    await setup.endLeases();
    await it.work();
    await expectAllPaid(it, made);
  },
  60_000,
);
