import { createLogger, createMetrics, serve } from '@freehold/core-observability';
import { startApi } from './start.ts';
import { loadEnv } from './env.ts';

const env = loadEnv();
const logger = createLogger({ service: 'api', level: env.LOG_LEVEL });
const metrics = createMetrics({ service: 'api' });
const { app, close } = await startApi({ env, logger, metrics });
await serve({
  app,
  port: env.API_PORT,
  host: env.HOST,
  portVariable: 'API_PORT',
  logger,
  onShutdown: close,
});
