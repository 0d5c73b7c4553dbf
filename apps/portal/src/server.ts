import { join } from 'node:path';
import { createLogger } from '@freehold/core-observability';
import { serveSpa } from '@freehold/spa-server';
import { env } from './env.ts';

await serveSpa({
  name: 'portal',
  distDir: join(import.meta.dirname, '..', 'dist'),
  port: env.PORTAL_PORT,
  host: env.HOST,
  apiUrl: env.API_URL,
  registrationUrl: env.REGISTRATION_URL,
  trustedProxies: env.TRUSTED_PROXIES.split(',').filter((entry) => entry !== ''),
  logger: createLogger({ service: 'portal', level: env.LOG_LEVEL }),
});
