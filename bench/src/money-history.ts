/*
 * What a transfer costs after a long history: the same calls with 10,000 entries, with 100,000, and
 * as many times ten more as the argument says. Run by hand: `node bench/src/money-history.ts [times]`;
 * 2 are ten million entries, some 8 GB and half an hour.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTenant } from '@freehold/core-db';
import { startEmbedded } from '@freehold/core-db/embedded';
import { withConnection } from '@freehold/core-db/migrate';
import { startTestCluster } from '@freehold/core-db/testing';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import { createTestPlatform } from '@freehold/core-services/testing';
import { getStatement } from '@freehold/core-services/wallets/get-statement';
import { getWalletChart } from '@freehold/core-services/wallets/get-wallet-chart';
import { fillHistory } from './money/history.ts';
import { auditOf, openTenant, settle, toRequest, type Person } from './money/tenants.ts';

const steps = 1 + Number(process.argv[2] ?? 0);
const people = 1_600;

const dataDir = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
await chmod(dataDir, 0o755);
const server = await startEmbedded({ dataDir, port: 0 });
const cluster = await startTestCluster(server.ownerUrl);
const platform = await createTestPlatform(cluster);
const tenant = await openTenant(platform, { count: people, balance: '1000000' });
const { ctx } = tenant;

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

/** Milliseconds of the faster quarter: what else the machine does makes the others slower. */
async function msOf(times: number, work: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let done = -5; done < times; done += 1) {
    const startedAt = performance.now();
    await work();
    if (done >= 0) all.push(performance.now() - startedAt);
  }
  return all.toSorted((left, right) => left - right)[Math.floor(times / 4)] ?? NaN;
}

async function measure(): Promise<Record<string, number>> {
  return withTenant(ctx.tenant.id, async () => {
    const waiting: string[][] = [];
    for (let made = 0; made < 25; made += 1) waiting.push(await post(100));
    return {
      one: await msOf(80, () => post(1)),
      'a hundred': await msOf(20, () => post(100)),
      'settle a hundred': await msOf(20, () => settle(ctx, waiting.pop() ?? [])),
      statement: await msOf(80, () =>
        getStatement({ ctx, input: { walletId: next().walletId, limit: 50 } }),
      ),
      'thirty days': await msOf(80, () =>
        getWalletChart({ ctx, input: { walletId: next().walletId, days: 30 } }),
      ),
    };
  });
}

let done = 0;
let first: Record<string, number> | undefined;
for (let step = 0; step <= steps; step += 1) {
  const wanted = 10 ** step;
  await withConnection(platform.urls.ownerUrl, async (owner) => {
    await fillHistory(owner, ctx.tenant.id, { people, done, wanted });
  });
  done = wanted;
  const costs = await measure();
  first ??= costs;
  for (const [name, ms] of Object.entries(costs)) {
    const ratio = (ms / (first[name] ?? NaN)).toFixed(2);
    process.stdout.write(`${people * 6 * wanted} entries: ${name} ${ms.toFixed(2)} ms, ${ratio}\n`);
  }
}

await platform.close();
await server.stop();
await rm(dataDir, { recursive: true, force: true });
