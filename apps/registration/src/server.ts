import { createLogger, createMetrics, serve } from '@freehold/core-observability';
import { loadEnv } from './env.ts';
import { startRegistrationService } from './start.ts';

const env = loadEnv();
const logger = createLogger({ service: 'registration', level: env.LOG_LEVEL });
const metrics = createMetrics({ service: 'registration' });
const { app, close } = await startRegistrationService({ env, logger, metrics });
await serve({
  app,
  port: env.REGISTRATION_PORT,
  host: env.HOST,
  portVariable: 'REGISTRATION_PORT',
  logger,
  onShutdown: close,
});
