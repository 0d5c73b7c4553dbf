import type { Settings } from '../env.ts';
import type { Service } from './children.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';

const KEYS = ['ENCRYPTION_KEYS', 'DIGEST_KEY', 'SERVICE_TOKEN_KEY'];
const DATABASE_URLS = ['DATABASE_URL', 'DATABASE_APP_URL', 'DATABASE_PRIVILEGED_URL'];
const STAGING = ['STAGING_DATABASE_URL', 'STAGING_TENANTS'];
const SHARED = ['DATABASE_LISTEN_URL', 'REDIS_URL'];
const PROVIDERS = ['SMTP_URL', 'SMS_GATEWAY_TOKEN'];

/** What each service is not given; pages hold no secret at all. */
const withheld: Readonly<Record<string, readonly string[]>> = {
  api: ['DATABASE_URL', ...STAGING, ...PROVIDERS],
  registration: ['DATABASE_URL', 'DATABASE_PRIVILEGED_URL', ...STAGING, ...PROVIDERS],
  worker: ['DATABASE_URL', 'SERVICE_TOKEN_KEY', ...STAGING],
};
const nothing = [...KEYS, ...DATABASE_URLS, ...STAGING, ...SHARED, ...PROVIDERS];

const LOOPBACK = '127.0.0.1';

/** What every server process of the platform reads. */
export function serverEnv(
  settings: Settings,
  database: Database,
  keys: Keys,
): Record<string, string> {
  const { ADMIN_PORT, PORTAL_PORT, API_PORT, REGISTRATION_PORT, WORKER_PORT } = settings;
  const origins = [ADMIN_PORT, PORTAL_PORT].flatMap((port) => [
    `http://localhost:${port}`,
    `http://${LOOPBACK}:${port}`,
  ]);
  return {
    ...keys,
    NODE_ENV: settings.NODE_ENV,
    HOST: LOOPBACK,
    API_PORT: String(API_PORT),
    REGISTRATION_PORT: String(REGISTRATION_PORT),
    WORKER_PORT: String(WORKER_PORT),
    API_URL: `http://${LOOPBACK}:${API_PORT}`,
    REGISTRATION_URL: `http://${LOOPBACK}:${REGISTRATION_PORT}`,
    ALLOWED_ORIGINS: origins.join(','),
    TRUSTED_PROXIES: `${LOOPBACK},::1`,
    DATABASE_APP_URL: database.appUrl,
    DATABASE_PRIVILEGED_URL: database.privilegedUrl,
  };
}

function pageEnv(settings: Settings): Record<string, string> {
  return {
    NODE_ENV: settings.NODE_ENV,
    HOST: LOOPBACK,
    ADMIN_PORT: String(settings.ADMIN_PORT),
    PORTAL_PORT: String(settings.PORTAL_PORT),
    API_PORT: String(settings.API_PORT),
    REGISTRATION_PORT: String(settings.REGISTRATION_PORT),
    API_URL: `http://${LOOPBACK}:${settings.API_PORT}`,
    REGISTRATION_URL: `http://${LOOPBACK}:${settings.REGISTRATION_PORT}`,
  };
}

type Wiring = { settings: Settings; database: Database; keys: Keys; isDev: boolean };

/** The processes of the platform in the order in which they start; they stop the other way round. */
export function listServices({ settings, database, keys, isDev }: Wiring): Service[] {
  const program = process.execPath;
  const watch = isDev ? ['--watch', '--watch-preserve-output'] : [];
  const servers = [
    { name: 'api', port: settings.API_PORT },
    { name: 'registration', port: settings.REGISTRATION_PORT },
    { name: 'worker', port: settings.WORKER_PORT },
  ].map(({ name, port }) => ({
    name,
    cwd: `apps/${name}`,
    program,
    args: [...watch, 'src/server.ts'],
    env: serverEnv(settings, database, keys),
    withheld: withheld[name] ?? nothing,
    readyUrl: `http://${LOOPBACK}:${port}/readyz`,
  }));
  const pages = [
    { name: 'admin', port: settings.ADMIN_PORT },
    { name: 'portal', port: settings.PORTAL_PORT },
  ].map(({ name, port }) => ({
    name,
    cwd: `apps/${name}`,
    program,
    args: isDev
      ? [
          'node_modules/vite/bin/vite.js',
          '--host',
          LOOPBACK,
          '--port',
          String(port),
          '--strictPort',
        ]
      : ['src/server.ts'],
    env: pageEnv(settings),
    withheld: nothing,
    readyUrl: `http://${LOOPBACK}:${port}/${isDev ? '' : 'readyz'}`,
  }));
  return [...servers, ...pages];
}
