/*
 * A worker for tests, in a process of its own, that kills itself the first time it reaches a point:
 * `node crash-worker.ts '{"env": {…}, "point": "submitter.marked", "deliveries": "file"}'`
 */
import { appendFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createLogger, createMetrics } from '@freehold/core-observability';
import type { MessageProvider } from '@freehold/core-services/messaging/message-provider';
import { envSchema } from '../env.ts';
import type { FaultPoint } from '../faults.ts';
import { startWorker } from '../start.ts';

interface CrashPlan {
  readonly env: Record<string, string>;
  readonly point: FaultPoint | null;
  /** File that gets a line for every message handed over. */
  readonly deliveries: string;
}

const plan = JSON.parse(process.argv[2] ?? '') as CrashPlan;
const provider: MessageProvider = {
  name: 'recorder',
  send({ idempotencyKey }) {
    appendFileSync(plan.deliveries, `${idempotencyKey}\n`);
    return Promise.resolve({ providerMessageId: idempotencyKey });
  },
};

// At its end, as others do, it has no time for it.
flushCompileCache();
await startWorker({
  env: envSchema.parse(plan.env),
  logger: createLogger({ service: 'worker', level: 'silent' }),
  metrics: createMetrics({ service: 'worker' }),
  providers: { EMAIL: provider, SMS: provider },
  faults: {
    reach(point) {
      if (point === plan.point) process.kill(process.pid, 'SIGKILL');
    },
  },
});
process.stdout.write('started\n');
