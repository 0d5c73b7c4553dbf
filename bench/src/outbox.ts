/*
 * The outbox beside two job queues on PostgreSQL: written and worked off per second, one worker,
 * work that does nothing, every commit on disk for all three. Ours checks each payload, claims under
 * a lease, keeps the order within an aggregate, is fair across tenants, goes through row-level
 * security, keeps the settled row and writes an audit row for each batch.
 * Run by hand: `node bench/src/outbox.ts [how many]`.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTransaction, withTenant } from '@freehold/core-db';
import { startEmbedded } from '@freehold/core-db/embedded';
import { createPrivilegedDatabase } from '@freehold/core-db/privileged';
import { createTestDatabase, startTestCluster } from '@freehold/core-db/testing';
import { enqueueCommands } from '@freehold/core-services/ledger/enqueue-command';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { createTestPlatform } from '@freehold/core-services/testing';
import {
  createClaimCommands,
  createSubmitter,
  createWorkContexts,
  noFaults,
} from '@freehold/worker/pipeline';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { PgBoss } from 'pg-boss';
import { median } from './rounds.ts';
import { clusterNs } from './served-time.ts';

const count = Number(process.argv[2] ?? 10_000);
const batch = 500;
const rounds = 5;

const dataDir = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
await chmod(dataDir, 0o755);
const server = await startEmbedded({ dataDir, port: 0 });
const cluster = await startTestCluster(server.ownerUrl);
const platform = await createTestPlatform(cluster);
const others = await createTestDatabase(cluster);

interface Queue {
  readonly name: string;
  readonly write: () => Promise<void>;
  readonly workOff: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const batches = Array.from({ length: Math.ceil(count / batch) }, (_, index) =>
  Math.min(batch, count - index * batch),
);

function createUserPayload(userId: string) {
  return {
    ...{ userId, countryCode: 'CM', gender: 'UNDISCLOSED' as const },
    identityDigest: 'ab'.repeat(32),
  };
}

async function openOurs(): Promise<Queue> {
  const privileged = await createPrivilegedDatabase({
    url: platform.urls.privilegedUrl,
    pool: { max: 4, min: 1 },
  });
  const tenant = await platform.makeTenant();
  const ctx = platform.context(tenant);
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const contexts = createWorkContexts({
    ...{ db: ctx.db, keyring: ctx.keyring, logger: quiet, clock: () => new Date() },
    ...{ isDevelopment: true, addresses: ctx.addresses, wake: () => undefined },
  });
  let blockNumber = 0n;
  const receiptOf = (txId: string) => ({ txId, blockNumber, validationCode: 'VALID' });
  const ledger: LedgerGateway = {
    name: 'nothing',
    isTxIdReusable: true,
    isTxIdDerived: true,
    createTxId: ({ commandId }) => Promise.resolve(commandId),
    submit: ({ txId }) => Promise.resolve(receiptOf(txId)),
    submitMany(commands) {
      blockNumber += 1n;
      return Promise.resolve(commands.map(({ txId }) => ({ receipt: receiptOf(txId) })));
    },
    findByCommand: () => Promise.resolve(null),
    readEvents: ({ afterBlock }) => Promise.resolve({ events: [], throughBlock: afterBlock }),
    head: () => Promise.resolve({ blockNumber, blockAt: null }),
  };
  const submit = createSubmitter({
    ...{ worker: 'bench', ledger, contexts, faults: noFaults, logger: quiet },
    claim: createClaimCommands(privileged),
    limits: { batch, concurrency: 4, leaseSeconds: 60, timeoutMs: 10_000, maxAttempts: 10 },
  });
  const going = new AbortController().signal;
  return {
    name: 'outbox',
    async write() {
      for (const size of batches) {
        const requests = Array.from({ length: size }, () => {
          const userId = randomUUID();
          const aggregateKey = `user:${userId}`;
          return {
            ...{ commandType: 'CREATE_USER' as const, requestId: `create-user:${userId}` },
            ...{ aggregateKey, payload: createUserPayload(userId) },
          };
        });
        await withTenant(tenant.id, () =>
          inTransaction(ctx.db, (tx) => enqueueCommands(tx, ctx, requests)),
        );
      }
    },
    async workOff() {
      while (await submit(going));
    },
    close: () => privileged.close(),
  };
}

/** In order: a queue of its own for each aggregate. */
async function openGraphile({ isInOrder }: { isInOrder: boolean }): Promise<Queue> {
  const connectionString = others.ownerUrl;
  const schema = isInOrder ? 'graphile_in_order' : 'graphile_worker';
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ connectionString, schema, logger });
  await utils.migrate();
  return {
    name: isInOrder ? 'graphile-worker, in order' : 'graphile-worker',
    async write() {
      for (const size of batches) {
        await utils.addJobs(
          Array.from({ length: size }, () => {
            const userId = randomUUID();
            const inOrder = isInOrder ? { queueName: `user:${userId}` } : {};
            return { identifier: 'nothing', payload: { userId }, ...inOrder };
          }),
        );
      }
    },
    async workOff() {
      let done = 0;
      const isDone = Promise.withResolvers<void>();
      const runner = await run({
        ...{ connectionString, schema, logger, noHandleSignals: true },
        preset: {
          worker: {
            ...{ concurrentJobs: 24, maxPoolSize: 10 },
            ...{ localQueue: { size: batch }, completeJobBatchDelay: 0 },
          },
        },
        taskList: {
          nothing: () => {
            done += 1;
            if (done === count) isDone.resolve();
          },
        },
      });
      await isDone.promise;
      // Ends once every completed job is marked so.
      await runner.stop();
    },
    close: async () => {
      await utils.release();
    },
  };
}

/** In order: first in, first out within each aggregate. */
async function openBoss({ isInOrder }: { isInOrder: boolean }): Promise<Queue> {
  const schema = isInOrder ? 'boss_in_order' : 'boss';
  const connection = { connectionString: others.ownerUrl, schema };
  const boss = new PgBoss({ ...connection, supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue('nothing', isInOrder ? { policy: 'key_strict_fifo' } : {});
  return {
    name: isInOrder ? 'pg-boss, in order' : 'pg-boss',
    async write() {
      for (const size of batches) {
        const jobs = Array.from({ length: size }, () => {
          const userId = randomUUID();
          const inOrder = isInOrder ? { singletonKey: `user:${userId}` } : {};
          return { data: { userId }, ...inOrder };
        });
        await boss.insert('nothing', jobs);
      }
    },
    async workOff() {
      for (;;) {
        const jobs = await boss.fetch('nothing', { batchSize: batch });
        if (jobs.length === 0) return;
        await boss.complete(
          'nothing',
          jobs.map(({ id }) => id),
        );
      }
    },
    close: () => boss.stop({ graceful: false }),
  };
}

interface Pace {
  readonly perSecond: number;
  /** Processor time for 500 of them, in ms. */
  readonly database: number;
  readonly client: number;
}

async function pace(work: () => Promise<void>): Promise<Pace> {
  const served = await clusterNs(dataDir);
  const [client, startedAt] = [process.cpuUsage(), performance.now()];
  await work();
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(client);
  return {
    perSecond: (count * 1_000) / tookMs,
    database: (((await clusterNs(dataDir)) - served) / 1e6 / count) * batch,
    client: ((user + system) / 1e3 / count) * batch,
  };
}

function say(what: string, paces: readonly Pace[]): string {
  const of = (key: keyof Pace) => Math.round(median(paces.map((one) => one[key])));
  return `${what} ${of('perSecond')}/s (${batch}: database ${of('database')} ms, client ${of('client')} ms)`;
}

const queues = [await openOurs()];
for (const isInOrder of [false, true]) {
  queues.push(await openGraphile({ isInOrder }), await openBoss({ isInOrder }));
}
const paces = new Map(
  queues.map(({ name }) => [name, { write: [] as Pace[], workOff: [] as Pace[] }]),
);
for (let round = 0; round <= rounds; round += 1) {
  const start = round % queues.length;
  for (const queue of [...queues.slice(start), ...queues.slice(0, start)]) {
    const [written, workedOff] = [await pace(queue.write), await pace(queue.workOff)];
    // The first round warms everything up.
    if (round === 0) continue;
    paces.get(queue.name)?.write.push(written);
    paces.get(queue.name)?.workOff.push(workedOff);
  }
}
for (const [name, { write, workOff }] of paces) {
  process.stdout.write(
    `${name.padEnd(26)} ${say('written', write)}, ${say('worked off', workOff)}\n`,
  );
}

for (const queue of queues) await queue.close();
await platform.close();
await server.stop();
await rm(dataDir, { recursive: true, force: true });
