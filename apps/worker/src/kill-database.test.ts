import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbedded, type EmbeddedPostgres } from '@freehold/core-db/embedded';
import { withConnection } from '@freehold/core-db/migrate';
import { startTestCluster, type RunningTestCluster } from '@freehold/core-db/testing';
import { withTenant } from '@freehold/core-db';
import { projections } from '@freehold/core-services/ledger/projections/find-handler';
import { verifyChain } from '@freehold/core-services/ledger/verify-chain';
import { soundMoney } from '@freehold/core-services/money/money.testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMoneyTest, type MadeTransfer } from './testing/money-test.ts';
import { openWorkerTest, type WorkerTest } from './testing/worker-test.ts';

let cluster: RunningTestCluster;
let setup: WorkerTest;
let again: EmbeddedPostgres | null = null;
beforeAll(async () => {
  // Of its own: the server is killed, and what it confirmed must be there afterwards.
  cluster = await startTestCluster();
  await withConnection(cluster.ownerUrl, async (owner) => {
    await owner.query('ALTER ROLE ALL SET synchronous_commit = on');
  });
  setup = await openWorkerTest(cluster);
}, 60_000);
afterAll(async () => {
  await setup.closeAll().catch(() => undefined);
  await again?.stop();
  await cluster.stop();
});

const checkpointer = () =>
  withConnection(setup.urls.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'`,
    );
    return rows[0]?.pid ?? null;
  }).catch(() => null);

/** Kills one of the server's processes, so that it drops every connection and recovers from its log; waits until it has. */
async function crashServer(): Promise<void> {
  const pid = await checkpointer();
  if (pid === null) throw new Error('The server has no checkpointer');
  process.kill(pid, 'SIGKILL');
  await expect
    .poll(checkpointer, { timeout: 30_000, interval: 50 })
    .toSatisfy((now: number | null) => now !== null && now !== pid);
}

/** `kill -9` of the server itself, which is then started on its data by hand. */
async function killServer(): Promise<void> {
  const place = await withConnection(setup.urls.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ folder: string; port: number }>(
      `SELECT current_setting('data_directory') AS folder, current_setting('port')::integer AS port`,
    );
    return rows[0]!;
  });
  const [pid = ''] = readFileSync(join(place.folder, 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
  const dataDir = dirname(dirname(place.folder));
  again = await startEmbedded({ dataDir, port: place.port, isTest: true });
}

test('a database killed while money is sent, told and paid loses nothing and pays nothing twice', async () => {
  const it = await openMoneyTest(setup);
  const from = (await it.money.addPerson()).walletId;
  const to = (await it.money.addPerson()).walletId;
  await it.issue(from, '500');
  await it.work();

  const stop = new AbortController();
  const confirmed: MadeTransfer[] = [];
  let lost = 0;
  const sending = (async () => {
    while (!stop.signal.aborted) {
      try {
        confirmed.push(await it.send(from, to, '1'));
      } catch {
        lost += 1;
        await wait(20);
      }
    }
  })();
  const steps = [setup.submitter(), ...projections.map((p) => setup.projector({ projection: p }))];
  const working = (async () => {
    while (!stop.signal.aborted) {
      for (const step of steps) await step(stop.signal).catch(() => wait(20));
    }
  })();

  for (const crash of [crashServer, killServer]) {
    const before = confirmed.length;
    await expect
      .poll(() => confirmed.length, { timeout: 30_000, interval: 20 })
      .toBeGreaterThan(before + 10);
    await crash();
  }
  stop.abort();
  await Promise.all([sending, working]);

  await expect
    .poll(() => setup.endLeases().then(() => it.work().then(() => true)), { timeout: 30_000 })
    .toBe(true);
  // A worker that was cut off left claims, which are taken over one by one.
  await setup.endLeases();
  await it.work();
  await withTenant(it.ctx.tenant.id, async () => {
    const { db } = it.ctx;
    const ids = confirmed.map(({ transferId }) => transferId);
    const arrived = { id: { in: ids }, status: 'CONFIRMED' as const };
    expect(await db.transfer.count({ where: arrived })).toBe(confirmed.length);
    const sent = await db.transfer.count({ where: { kind: 'TRANSFER' } });
    const paid = await db.transfer.count({ where: { kind: 'TRANSFER', status: 'CONFIRMED' } });
    const told = await db.ledgerTransaction.count({ where: { commandType: 'TRANSFER_TOKENS' } });
    // One whose answer was lost with the connection may have been made; it is whole as well.
    expect([paid, told]).toEqual([sent, sent]);
    expect(sent - confirmed.length).toBeLessThanOrEqual(lost);
    expect(await db.eventDLQ.count()).toBe(0);
    expect(await verifyChain(db, { channel: 'main' })).toMatchObject({ isIntact: true });
    expect((await it.money.wallet(to)).balance).toBe(String(sent));
  });
  expect(await it.money.faults()).toEqual(soundMoney);
}, 180_000);
