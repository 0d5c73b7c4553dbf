import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { createRandom } from './random.ts';
import { acts, readSeeds, simulate } from './simulation.testing.ts';

/*
 * SIMULATION_SEEDS=2000 SIMULATION_FIRST=1 npm run simulate
 * runs more of them; a seed that failed is run again alone with SIMULATION_SEEDS=1.
 */
const { first, count } = readSeeds(24);
const mostFailures = 5;

let setup: WorkerTest;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());

/** What has to happen in some seed or other, or the simulation shows nothing about it. */
const everyKind = [
  /^ends CONFIRMED$/u,
  /^ends FAILED$/u,
  /^ends REJECTED$/u,
  /^ends held CONFIRMED$/u,
  /^ends held FAILED$/u,
  /^ends held REJECTED$/u,
  /TRANSFER_TOKENS WALLET_FROZEN$/u,
  ...['freeze', 'unfreeze', 'retry', 'cancel', 'give up', 'approve', 'decline', 'rebuild'].map(
    (name) => new RegExp(`^ {2}${name}$`, 'u'),
  ),
  /^ {2}cancel: command\.on_ledger$/u,
  /^ {2}approve: transfer\.approval_expired$/u,
  /^ {2}[1-9] expired$/u,
  /^ {2}[1-9] woke up$/u,
  /^ {2}away$/u,
  /^ {2}unheard$/u,
  /^ {2}(?:the same|other contents)$/u,
  ...['submitter', 'projector'].flatMap((worker) =>
    ['dies', 'sleeps'].map((fate) => new RegExp(`^ {2}${fate} at ${worker}\\.`, 'u')),
  ),
];

test(
  `of seeds ${first} to ${first + count - 1}, none makes the two books differ`,
  async () => {
    const failures: string[] = [];
    const happened = new Set<string>();
    const began = performance.now();
    for (let seed = first; seed < first + count; seed += 1) {
      try {
        for (const line of await simulate(setup, seed, acts)) happened.add(line);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
        if (failures.length === mostFailures) break;
      }
      if (seed % 100 === 0) {
        const seconds = Math.round((performance.now() - began) / 1000);
        process.stdout.write(`seed ${seed}, ${seconds} s, ${failures.length} failed\n`);
      }
    }
    expect(failures.join('\n\n')).toBe('');
    if (count < 24) return;
    const lines = [...happened];
    expect(everyKind.filter((kind) => !lines.some((line) => kind.test(line)))).toEqual([]);
  },
  count * 20_000,
);

test('the same seed gives the same acts and the same rows, and another one others', async () => {
  const [one, again, other] = [
    await simulate(setup, 7, 30),
    await simulate(setup, 7, 30),
    await simulate(setup, 8, 30),
  ];
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
}, 60_000);

test('a seed that fails says what happened and how to run it again, and the next one is none the worse', async () => {
  const robbed: WorkerTest = {
    ...setup,
    async endLeases() {
      await setup.endLeases();
      await setup.tamper(
        `UPDATE "Wallet" SET "cachedBalance" = "cachedBalance" + 0.000000001
         WHERE "systemKey" IS NULL AND "tenantId" = (SELECT "id" FROM "Tenant" ORDER BY "createdAt" DESC LIMIT 1)`,
      );
    },
  };
  const failing = simulate(robbed, 7, 30);
  await expect(failing).rejects.toThrow(/^Seed 7 fails: Wallet .+ should have .+ and has /u);
  await expect(failing).rejects.toThrow('SIMULATION_FIRST=7 SIMULATION_SEEDS=1 npm run simulate');
  await expect(failing).rejects.toThrow(/\n0 [a-z]+/u);
  await simulate(setup, 8, 10);
}, 60_000);

test('chance is spread, and its ids are ids', () => {
  const random = createRandom(1);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let index = 0; index < 10_000; index += 1) {
    const at = random.int(10);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(850);
  const ids = Array.from({ length: 1_000 }, () => random.uuid());
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  }
});
