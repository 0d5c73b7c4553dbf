/*
 * Processor time of the serving process for one transfer, posted alone, in batches and settled, beside
 * the functions by hand, the rows of a batch that nobody decides, and a transaction of TPC-B. Through one connection each: neither waiting nor the client is in it, though
 * on a busy machine each instruction takes longer too. Linux only. Run by hand: `node bench/src/money-cpu.ts`.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, withTenant } from '@freehold/core-db';
import { startEmbedded } from '@freehold/core-db/embedded';
import { withConnection } from '@freehold/core-db/migrate';
import { createTestDatabase, startTestCluster } from '@freehold/core-db/testing';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import { createTestPlatform } from '@freehold/core-services/testing';
import { openByHandWhole } from './money/by-hand-whole.ts';
import { openByHand } from './money/by-hand.ts';
import { auditOf, openTenant, settle, toRequest, type Person } from './money/tenants.ts';
import { openRowsAlone } from './money/rows-alone.ts';
import { openTpcB } from './money/tpc-b.ts';
import { takeTurns, type Turn } from './rounds.ts';
import { clusterNs, databaseOf, processNs, servedNs } from './served-time.ts';

const rounds = Number(process.argv[2] ?? 5);
const size = { count: 2_000, balance: '1000000' };

const dataDir = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
await chmod(dataDir, 0o755);
const server = await startEmbedded({ dataDir, port: 0 });
const cluster = await startTestCluster(server.ownerUrl);
const platform = await createTestPlatform(cluster);
const plain = await createTestDatabase(cluster);
const hand = await openByHand(plain.ownerUrl, { ...size, connections: 1 });
const fuller = await createTestDatabase(cluster);
const whole = await openByHandWhole(fuller.ownerUrl, { ...size, connections: 1 });
const tenant = await openTenant(platform, size);
await withConnection(platform.urls.ownerUrl, (owner) => owner.query('ANALYZE'));
const rowsAlone = await openRowsAlone(platform.urls.appUrl, tenant.ctx.tenant.id);
const bank = await createTestDatabase(cluster);
const tpcB = await openTpcB(bank.ownerUrl, 16);
// One connection, so that it is known which process serves.
const own = await createDatabase({ url: platform.urls.appUrl, pool: { max: 1, min: 1 } });
const ctx = { ...tenant.ctx, db: own.client };
await withTenant(ctx.tenant.id, () => ctx.db.wallet.count());

/** Transfers in a second of processor time. */
async function perCpuSecond(
  url: string,
  transfers: number,
  work: () => Promise<void>,
): Promise<number> {
  const before = await servedNs(server.ownerUrl, databaseOf(url));
  await work();
  return (transfers * 1e9) / ((await servedNs(server.ownerUrl, databaseOf(url))) - before);
}

let turn = 0;
function next<T>(of: readonly T[]): T {
  turn += 1;
  const one = of[(turn * 7_919) % of.length];
  if (one === undefined) throw new Error('Nothing to choose from');
  return one;
}

const waiting: string[][] = [];
async function post(count: number, from: () => Person, isAudited: boolean): Promise<void> {
  const requests = Array.from({ length: count }, () =>
    toRequest(ctx, from(), next(tenant.people), '1'),
  );
  const audit = isAudited ? auditOf(requests) : null;
  const verdicts = await withTenant(ctx.tenant.id, () =>
    postTransfers(ctx.db, ctx, requests, { audit }),
  );
  const accepted = verdicts.filter(({ outcome }) => outcome === 'ACCEPTED');
  if (count > 1) waiting.push(accepted.map(({ transferId }) => transferId));
}

async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done += 1) await work();
}

const { appUrl } = platform.urls;
const anybody = () => next(tenant.people);
const turns: Turn[] = [
  {
    name: 'by hand',
    measure: () =>
      perCpuSecond(plain.ownerUrl, 200, () =>
        times(200, () => hand.send(next(hand.wallets), next(hand.wallets), '1', '0.01')),
      ),
  },
  {
    name: 'whole by hand',
    measure: () =>
      perCpuSecond(fuller.ownerUrl, 200, () =>
        times(200, () => whole.send(next(whole.wallets), next(whole.wallets), '1', '0.01')),
      ),
  },
  {
    name: 'one, no audit row',
    measure: () => perCpuSecond(appUrl, 200, () => times(200, () => post(1, anybody, false))),
  },
  {
    name: 'one',
    measure: () => perCpuSecond(appUrl, 200, () => times(200, () => post(1, anybody, true))),
  },
  {
    name: 'one of eight together',
    measure: () =>
      perCpuSecond(appUrl, 400, () =>
        times(50, () => Promise.all(Array.from({ length: 8 }, () => post(1, anybody, true)))),
      ),
  },
  {
    name: '100 of one sender',
    measure: () =>
      perCpuSecond(appUrl, 800, () =>
        times(8, () => {
          const sender = anybody();
          return post(100, () => sender, true);
        }),
      ),
  },
  {
    name: '100 of a hundred senders',
    measure: () => perCpuSecond(appUrl, 800, () => times(8, () => post(100, anybody, true))),
  },
  {
    name: 'the rows of 100 alone',
    async measure() {
      const pid = await rowsAlone.pid();
      const before = await processNs(pid);
      await times(8, () => rowsAlone.write());
      return (800 * 1e9) / ((await processNs(pid)) - before);
    },
  },
  {
    name: 'TPC-B',
    async measure() {
      const before = await clusterNs(dataDir);
      const perSecond = await tpcB.perSecond(1, 2_000);
      return (perSecond * 2 * 1e9) / ((await clusterNs(dataDir)) - before);
    },
  },
  {
    name: 'settle 100',
    measure: () =>
      perCpuSecond(appUrl, 800, () =>
        times(8, () => withTenant(ctx.tenant.id, () => settle(ctx, waiting.shift() ?? []))),
      ),
  },
];
const rates = await takeTurns(turns, rounds);
const [small = Number.NaN, full = Number.NaN] = rates.map(({ perSecond }) => perSecond);
for (const { name, perSecond } of rates) {
  const ratios = [small, full].map((base) => (base / perSecond).toFixed(2));
  process.stdout.write(
    `${name.padEnd(26)} ${Math.round(1e6 / perSecond)} µs, ${ratios[0]} of by hand, ${ratios[1]} of whole by hand\n`,
  );
}

await own.close();
await rowsAlone.close();
await hand.close();
await whole.close();
await platform.close();
await server.stop();
await rm(dataDir, { recursive: true, force: true });
