import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { createRandom } from './random.ts';
import { simulate } from './simulation.testing.ts';

/*
 * SIMULATION_SEEDS=2000 SIMULATION_FIRST=1 vitest run apps/worker/src/simulation
 * runs more of them; a seed that failed is run again alone with SIMULATION_SEEDS=1.
 */
const first = Number(process.env['SIMULATION_FIRST'] ?? 1);
const count = Number(process.env['SIMULATION_SEEDS'] ?? 8);
const acts = 60;

let setup: WorkerTest;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());

test(
  `of seeds ${first} to ${first + count - 1}, none makes the two books differ`,
  async () => {
    for (let seed = first; seed < first + count; seed += 1) await simulate(setup, seed, acts);
  },
  count * 20_000,
);

test('the same seed gives the same acts, and another one others', async () => {
  const [one, again, other] = [
    await simulate(setup, 7, 30),
    await simulate(setup, 7, 30),
    await simulate(setup, 8, 30),
  ];
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
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
