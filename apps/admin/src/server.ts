import { fileURLToPath } from 'node:url';
import { createLogger } from '@freehold/core-observability';
import { serveSpa } from '@freehold/spa-server';
import { env } from './env.ts';

await serveSpa({
  name: 'admin',
  distDir: fileURLToPath(new URL('../dist', import.meta.url)),
  port: env.ADMIN_PORT,
  host: env.HOST,
  apiUrl: env.API_URL,
  registrationUrl: env.REGISTRATION_URL,
  trustedProxies: env.TRUSTED_PROXIES,
  logger: createLogger({ service: 'admin', level: env.LOG_LEVEL }),
});
