/*
 * Events per second of the projector that pays transfers out, from block 0 of an embedded chain in
 * blocks of a hundred, beside a loop by hand over the same blocks (money/by-hand-projection.ts).
 * Run by hand: `node bench/src/projector.ts [how many transfers]`.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withTenant } from '@freehold/core-db';
import { startEmbedded } from '@freehold/core-db/embedded';
import { withConnection } from '@freehold/core-db/migrate';
import { startTestCluster } from '@freehold/core-db/testing';
import { createEmbeddedLedger } from '@freehold/core-services/ledger/embedded-ledger';
import { projectEvents, readCheckpoint } from '@freehold/core-services/ledger/project-events';
import { money } from '@freehold/core-services/ledger/projections/money';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import type { TransferRequest } from '@freehold/core-services/money/transfer-request';
import { createTestPlatform } from '@freehold/core-services/testing';
import { openByHand } from './money/by-hand.ts';
import { openProjectionByHand } from './money/by-hand-projection.ts';
import { chunks, issue, openTenant, toRequest, type MoneyTenant } from './money/tenants.ts';
import { median } from './rounds.ts';

const count = Number(process.argv[2] ?? 2_000);
const rounds = 3;
const channel = 'main';

const dataDir = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
await chmod(dataDir, 0o755);
const server = await startEmbedded({ dataDir, port: 0 });
const cluster = await startTestCluster(server.ownerUrl);
const platform = await createTestPlatform(cluster);
const hand = await openByHand(platform.urls.ownerUrl, { count: 1, balance: '1' });
const byHand = await openProjectionByHand(platform.urls.ownerUrl);
const ledger = createEmbeddedLedger({ db: platform.database.client, clock: () => new Date() });

/** Puts the commands of requests on the chain, a block for each hundred, as the submitter does. */
async function commit(tenantId: string, requests: readonly TransferRequest[]): Promise<void> {
  if (ledger.submitMany === undefined) throw new Error('The ledger takes commands one by one');
  for (const some of chunks(requests, 100)) {
    const commands = await Promise.all(
      some.map(async ({ command }) => {
        if (command === null) throw new Error('A transfer without a command');
        const { commandId, commandType, payload } = command;
        const unsent = { tenantId, commandId, commandType, payload };
        return { ...unsent, txId: await ledger.createTxId(unsent) };
      }),
    );
    const answers = await ledger.submitMany(commands, { timeoutMs: 60_000 });
    const bad = answers.find(
      (answer) => 'error' in answer || answer.receipt.validationCode !== 'VALID',
    );
    if (bad !== undefined) throw new Error('The chain refused a transfer', { cause: bad });
  }
}

/** Carries out all events of the chain, as the worker's projector does; gives how many. */
async function project({ ctx }: MoneyTenant): Promise<number> {
  const tenantId = ctx.tenant.id;
  let done = 0;
  for (;;) {
    const from = await readCheckpoint(ctx, money.name, channel);
    const range = { afterBlock: from.lastBlock, afterIndex: from.lastEventIndex, limit: 25 };
    const batch = await ledger.readEvents({ tenantId, channel, ...range });
    if (batch.events.length === 0) return done;
    const result = await projectEvents({ ctx, projection: money, channel, from, batch });
    if (result !== 'APPLIED') throw new Error(`The projector was ${result}`);
    done += batch.events.length;
  }
}

async function perSecond(work: () => Promise<number>): Promise<number> {
  const startedAt = performance.now();
  const done = await work();
  if (done < count) throw new Error(`Only ${done} events were carried out`);
  return (done * 1_000) / (performance.now() - startedAt);
}

const rates = { ours: [] as number[], byHand: [] as number[] };
for (let round = 0; round <= rounds; round += 1) {
  const tenant = await openTenant(platform, { count: 500, balance: '0' });
  const { ctx, people } = tenant;
  await withTenant(ctx.tenant.id, async () => {
    await commit(ctx.tenant.id, await issue(ctx, people, '1000000'));
    await project(tenant);
    const one = (index: number) => people[(index * 7) % people.length] ?? people[0];
    const requests = Array.from({ length: count }, (_, index) => {
      const [from, to] = [one(index), one(index + 1)];
      if (from === undefined || to === undefined) throw new Error('Nobody there');
      return toRequest(ctx, from, to, '1');
    });
    for (const some of chunks(requests, 100))
      await postTransfers(ctx.db, ctx, some, { audit: null });
    await commit(ctx.tenant.id, requests);
    await byHand.copy(ctx.tenant.id);
    await withConnection(platform.urls.ownerUrl, (owner) => owner.query('ANALYZE'));
    const ours = () => perSecond(() => project(tenant));
    const theirs = () => perSecond(() => byHand.run(ctx.tenant.id));
    const turns =
      round % 2 === 0
        ? [await ours(), await theirs()]
        : [await theirs(), await ours()].toReversed();
    // The first round warms everything up.
    if (round === 0) return;
    rates.ours.push(turns[0] ?? NaN);
    rates.byHand.push(turns[1] ?? NaN);
  });
}
const [ours, theirs] = [median(rates.ours), median(rates.byHand)];
process.stdout.write(
  `projector ${Math.round(ours)}/s, by hand ${Math.round(theirs)}/s, ${(ours / theirs).toFixed(2)}\n`,
);

await byHand.close();
await hand.close();
await platform.close();
await server.stop();
await rm(dataDir, { recursive: true, force: true });
