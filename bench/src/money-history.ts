/*
 * What a transfer costs after a long history: the same calls with 10,000 entries, with 100,000, and
 * as many times ten more as the argument says. Through one connection: processor time of the process
 * that serves it, which leaves out what else the machine does, and the time its callers waited. Linux
 * only. Run by hand: `node bench/src/money-history.ts [times]`; 2 are ten million entries, some 12 GB.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, withTenant } from '@freehold/core-db';
import { startEmbedded } from '@freehold/core-db/embedded';
import { withConnection } from '@freehold/core-db/migrate';
import { startTestCluster } from '@freehold/core-db/testing';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import { createTestPlatform } from '@freehold/core-services/testing';
import { getStatement } from '@freehold/core-services/wallets/get-statement';
import { getWalletChart } from '@freehold/core-services/wallets/get-wallet-chart';
import { fillHistory } from './money/history.ts';
import { auditOf, openTenant, settle, toRequest, type Person } from './money/tenants.ts';
import { databaseOf, servedNs } from './served-time.ts';

const steps = 1 + Number(process.argv[2] ?? 0);
const people = 1_600;

const dataDir = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
await chmod(dataDir, 0o755);
const server = await startEmbedded({ dataDir, port: 0 });
const cluster = await startTestCluster(server.ownerUrl);
const platform = await createTestPlatform(cluster);
const tenant = await openTenant(platform, { count: people, balance: '1000000' });
// One connection, so that it is known which process serves.
const own = await createDatabase({ url: platform.urls.appUrl, pool: { max: 1, min: 1 } });
const ctx = { ...tenant.ctx, db: own.client };
await withTenant(ctx.tenant.id, () => ctx.db.wallet.count());
// Filling in is not what is measured: no checkpoint of its own for each gigabyte.
await withConnection(server.ownerUrl, async (owner) => {
  await owner.query(`ALTER SYSTEM SET max_wal_size = '16GB'`);
  await owner.query(`SELECT pg_reload_conf()`);
});

let turn = 0;
function next(): Person {
  turn += 1;
  const one = tenant.people[(turn * 7_919) % people];
  if (one === undefined) throw new Error('Nobody there');
  return one;
}

async function post(count: number): Promise<string[]> {
  const requests = Array.from({ length: count }, () => toRequest(ctx, next(), next(), '1'));
  const verdicts = await postTransfers(ctx.db, ctx, requests, { audit: auditOf(requests) });
  if (verdicts.some(({ outcome }) => outcome !== 'ACCEPTED'))
    throw new Error(JSON.stringify(verdicts));
  return requests.map(({ transferId }) => transferId);
}

interface Cost {
  /** Processor time of the database for a call, in ms. */
  readonly served: number;
  /** Time of the faster quarter of the calls, in ms: what else the machine does makes the others slower. */
  readonly waited: number;
}

async function costOf(times: number, work: () => Promise<unknown>): Promise<Cost> {
  for (let done = 0; done < 5; done += 1) await work();
  const servedSoFar = () => servedNs(server.ownerUrl, databaseOf(platform.urls.appUrl));
  const all: number[] = [];
  const before = await servedSoFar();
  for (let done = 0; done < times; done += 1) {
    const startedAt = performance.now();
    await work();
    all.push(performance.now() - startedAt);
  }
  const served = ((await servedSoFar()) - before) / times / 1e6;
  const sorted = all.toSorted((left, right) => left - right);
  return { served, waited: sorted[Math.floor(times / 4)] ?? NaN };
}

async function measure(): Promise<Record<string, Cost>> {
  return withTenant(ctx.tenant.id, async () => {
    const waiting: string[][] = [];
    for (let made = 0; made < 45; made += 1) waiting.push(await post(100));
    return {
      one: await costOf(400, () => post(1)),
      'a hundred': await costOf(40, () => post(100)),
      'settle a hundred': await costOf(40, () => settle(ctx, waiting.pop() ?? [])),
      statement: await costOf(400, () =>
        getStatement({ ctx, input: { walletId: next().walletId, limit: 50 } }),
      ),
      'thirty days': await costOf(400, () =>
        getWalletChart({ ctx, input: { walletId: next().walletId, days: 30 } }),
      ),
    };
  });
}

let done = 0;
let first: Record<string, Cost> | undefined;
for (let step = 0; step <= steps; step += 1) {
  const wanted = 10 ** step;
  await withConnection(platform.urls.ownerUrl, async (owner) => {
    await fillHistory(owner, ctx.tenant.id, { people, done, wanted });
  });
  done = wanted;
  const costs = await measure();
  first ??= costs;
  for (const [name, { served, waited }] of Object.entries(costs)) {
    const base = first[name] ?? { served: NaN, waited: NaN };
    const line = `${people * 6 * wanted} entries: ${name}: served ${served.toFixed(2)} ms`;
    const ratios = `${(served / base.served).toFixed(2)}, waited ${(waited / base.waited).toFixed(2)}`;
    process.stdout.write(`${line}, ${ratios}\n`);
  }
}

await own.close();
await platform.close();
await server.stop();
await rm(dataDir, { recursive: true, force: true });
