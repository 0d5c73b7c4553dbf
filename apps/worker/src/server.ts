import {
  createLogger,
  createMetrics,
  exitNow,
  healthRoutes,
  serve,
} from '@freehold/core-observability';
import { loadEnv, type Env } from './env.ts';
import { startWorker } from './start.ts';

let env: Env;
try {
  env = loadEnv();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  exitNow(1);
}
const logger = createLogger({ service: 'worker', level: env.LOG_LEVEL });
const metrics = createMetrics({ service: 'worker' });
const { readiness, close } = await startWorker({ env, logger, metrics });
const app = healthRoutes({ readiness, metrics });
await serve({
  app,
  port: env.WORKER_PORT,
  host: env.HOST,
  portVariable: 'WORKER_PORT',
  logger,
  onShutdown: close,
});
