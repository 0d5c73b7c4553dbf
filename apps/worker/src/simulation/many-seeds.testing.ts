import { startTestCluster, type RunningTestCluster } from '@freehold/core-db/testing';
import { exitNow } from '@freehold/core-observability';
import { openWorkerTest } from '../testing/worker-test.ts';
import { acts, readSeeds, simulate } from './simulation.testing.ts';

/*
 * npm run simulate
 * SIMULATION_SEEDS=5000 SIMULATION_FIRST=1 npm run simulate
 * Runs seed after seed, without a test runner and on a PostgreSQL of its own, and ends by itself:
 * when all are done, after some failures, or after the seed under way at a Ctrl-C. Ends with 1
 * where any seed failed.
 */
const { first, count } = readSeeds(2_000);
const mostFailures = 5;
/** Tables that grow make every seed dearer than the one before it. */
const seedsOfOneDatabase = 100;
const progressMs = 10_000;

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    isStopping = true;
  });
}

const say = (line: string) => process.stdout.write(`${line}\n`);

async function runAll(cluster: RunningTestCluster): Promise<{ done: number; failed: number }> {
  const beganMs = performance.now();
  let [done, failed, toldMs] = [0, 0, beganMs];
  const isOver = () => isStopping || done === count || failed === mostFailures;
  const tell = () => {
    const seconds = Math.round((performance.now() - beganMs) / 1000);
    say(`seed ${first + done - 1}: ${done} of ${count}, ${failed} failed, ${seconds} s`);
    toldMs = performance.now();
  };
  while (!isOver()) {
    const setup = await openWorkerTest(cluster);
    for (let left = seedsOfOneDatabase; left > 0 && !isOver(); left -= 1) {
      try {
        await simulate(setup, first + done, acts);
      } catch (error) {
        failed += 1;
        say(error instanceof Error ? error.message : String(error));
      }
      done += 1;
      if (performance.now() - toldMs > progressMs) tell();
    }
    await setup.closeAll();
  }
  tell();
  return { done, failed };
}

const cluster = await startTestCluster(process.env['TEST_DATABASE_URL']);
const { done, failed } = await runAll(cluster).finally(() => cluster.stop());
say(failed > 0 ? `${failed} of ${done} seeds fail.` : `${done} seeds, and the two books agree.`);
exitNow(failed > 0 ? 1 : 0);
