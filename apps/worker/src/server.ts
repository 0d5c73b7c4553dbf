import {
  createLogger,
  createMetrics,
  exitNow,
  healthRoutes,
  serve,
} from '@freehold/core-observability';
import { loadEnv, type Env } from './env.ts';
import { startWorker, type RunningWorker } from './start.ts';

const env = readSettings();
const logger = createLogger({ service: 'worker', level: env.LOG_LEVEL });
const metrics = createMetrics({ service: 'worker' });
const { readiness, close } = await start();
await serve({
  app: healthRoutes({ readiness, metrics }),
  port: env.WORKER_PORT,
  host: env.HOST,
  portVariable: 'WORKER_PORT',
  logger,
  onShutdown: close,
});

function readSettings(): Env {
  try {
    return loadEnv();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return exitNow(1);
  }
}

async function start(): Promise<RunningWorker> {
  try {
    return await startWorker({ env, logger, metrics });
  } catch (err) {
    logger.fatal({ err }, 'The worker could not start');
    return exitNow(1);
  }
}
