/*
 * What a transfer costs, beside pgbench's TPC-B and beside two functions by hand, a small one
 * (money/by-hand.ts) and one that decides and keeps what ours does (money/by-hand-whole.ts), all on one
 * server, every commit on disk. Ours is the verb through the tenant client, as the procedures
 * call it; one round trip each. Run by hand: `node bench/src/money.ts [rounds] [cases]`; the cost with a long history:
 * `node bench/src/money-history.ts`.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTenant } from '@freehold/core-db';
import { startEmbedded } from '@freehold/core-db/embedded';
import { withConnection } from '@freehold/core-db/migrate';
import { createTestDatabase, startTestCluster } from '@freehold/core-db/testing';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import { createTestPlatform } from '@freehold/core-services/testing';
import { openByHandWhole } from './money/by-hand-whole.ts';
import { openByHand } from './money/by-hand.ts';
import { auditOf, openTenant, toRequest, type MoneyTenant, type Person } from './money/tenants.ts';
import { openTpcB } from './money/tpc-b.ts';
import { takeTurns, runFor, type Turn } from './rounds.ts';

const clients = 8;
const rounds = Number(process.argv[2] ?? 3);
/** Cases whose name has this in it; TPC-B always. */
const only = process.argv[3] ?? '';
const roundMs = 1_500;
const size = { count: 2_000, balance: '1000000' };

const dataDir = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
await chmod(dataDir, 0o755);
const server = await startEmbedded({ dataDir, port: 0 });
const cluster = await startTestCluster(server.ownerUrl);
const platform = await createTestPlatform(cluster);
const [plain, bank] = [await createTestDatabase(cluster), await createTestDatabase(cluster)];
const hand = await openByHand(plain.ownerUrl, size);
const whole = await openByHandWhole(plain.ownerUrl, size);
// Twice as many branches as clients: two seldom wait for the same one.
const tpcB = await openTpcB(bank.ownerUrl, clients * 2);
const tenant = await openTenant(platform, size);
const tenants = [tenant];
while (tenants.length < clients) tenants.push(await openTenant(platform, { ...size, count: 200 }));
await withConnection(platform.urls.ownerUrl, (owner) => owner.query('ANALYZE'));

let turn = 0;
const next = <T>(of: readonly T[]): T => {
  turn += 1;
  const one = of[(turn * 7_919) % of.length];
  if (one === undefined) throw new Error('Nothing to choose from');
  return one;
};
const first = <T>([one]: readonly T[]): T => {
  if (one === undefined) throw new Error('Nothing there');
  return one;
};

/** Posts `count` transfers in one call. */
async function post(
  { ctx, people }: MoneyTenant,
  { count, senders, isAudited }: { count: number; senders: readonly Person[]; isAudited: boolean },
): Promise<void> {
  const requests = Array.from({ length: count }, () => {
    const from = next(senders);
    const to = next(people);
    return toRequest(ctx, from, to.walletId === from.walletId ? next(people) : to, '1');
  });
  const audit = isAudited ? auditOf(requests) : null;
  const verdicts = await withTenant(ctx.tenant.id, () =>
    postTransfers(ctx.db, ctx, requests, { audit }),
  );
  if (verdicts.some(({ outcome }) => outcome !== 'ACCEPTED'))
    throw new Error(JSON.stringify(verdicts));
}

function ours(name: string, run: () => Promise<void>, each = 1, callers = clients): Turn {
  return { name, measure: async () => each * (await runFor(run, callers, roundMs)) };
}
const wholeSpread = () => whole.send(next(whole.wallets), next(whole.wallets), '1', '0.01');
const { people } = tenant;
const single = { count: 1, senders: people, isAudited: true };
const hot = { ...single, senders: people.slice(0, 1) };
const turns: Turn[] = [
  { name: 'TPC-B', measure: () => tpcB.perSecond(clients, roundMs) },
  ours('by hand, spread', () => hand.send(next(hand.wallets), next(hand.wallets), '1', '0.01')),
  ours('by hand, one sender', () =>
    hand.send(first(hand.wallets), next(hand.wallets.slice(1)), '1', '0.01'),
  ),
  ours('whole by hand, spread', wholeSpread),
  ours('whole by hand, one sender', () =>
    whole.send(first(whole.wallets), next(whole.wallets.slice(1)), '1', '0.01'),
  ),
  ours('whole by hand, one caller', wholeSpread, 1, 1),
  ours('whole by hand, 32 callers', wholeSpread, 1, 32),
  ours('one, spread, no audit row', () => post(tenant, { ...single, isAudited: false })),
  ours('one, one sender, no audit row', () => post(tenant, { ...hot, isAudited: false })),
  ours('one, spread', () => post(tenant, single)),
  ours('one, one sender', () => post(tenant, hot)),
  ours('one, one caller', () => post(tenant, single), 1, 1),
  ours('one, 32 callers', () => post(tenant, single), 1, 32),
  ours('one, eight tenants', () => {
    const some = next(tenants);
    return post(some, { ...single, senders: some.people });
  }),
  ours('100, always one sender', () => post(tenant, { ...hot, count: 100 }), 100),
  ours(
    '100, one sender each',
    () => post(tenant, { ...single, count: 100, senders: [next(people)] }),
    100,
  ),
  ours('100, a hundred senders', () => post(tenant, { ...single, count: 100 }), 100),
];
const chosen = turns.filter(({ name }) => name === 'TPC-B' || name.includes(only));
const rates = await takeTurns(chosen, rounds);
const rateOf = (wanted: string) =>
  rates.find(({ name }) => name === wanted)?.perSecond ?? Number.NaN;
const bases = ['TPC-B', 'by hand, spread', 'whole by hand, spread'];
for (const { name, perSecond } of rates) {
  const ratios = bases.map((base) => `${(perSecond / rateOf(base)).toFixed(2)} of ${base}`);
  process.stdout.write(`${name.padEnd(32)} ${Math.round(perSecond)}/s, ${ratios.join(', ')}\n`);
}

await whole.close();
await hand.close();
await platform.close();
await server.stop();
await rm(dataDir, { recursive: true, force: true });
