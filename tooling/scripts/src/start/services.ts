import type { Settings } from '../env.ts';
import type { Service } from './children.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';

const KEYS = ['ENCRYPTION_KEYS', 'DIGEST_KEY', 'SERVICE_TOKEN_KEY'];
const DATABASE_URLS = ['DATABASE_URL', 'DATABASE_APP_URL', 'DATABASE_PRIVILEGED_URL'];
const STAGING = ['STAGING_DATABASE_URL', 'STAGING_TENANTS'];
const SHARED = ['DATABASE_LISTEN_URL', 'REDIS_URL'];
const PROVIDERS = ['SMTP_URL', 'SMS_GATEWAY_TOKEN', 'NATS_URL'];

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
    PORTAL_URL: `http://localhost:${PORTAL_PORT}`,
    CONSOLE_URL: `http://localhost:${ADMIN_PORT}`,
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

export type Wiring = { settings: Settings; database: Database; keys: Keys; isDev: boolean };

const watching = (isDev: boolean) => (isDev ? ['--watch', '--watch-preserve-output'] : []);

export type ServerPlace = {
  kind: 'api' | 'registration' | 'worker';
  /** Of the process, in logs. */
  name: string;
  port: number;
};

const portVariables = {
  api: 'API_PORT',
  registration: 'REGISTRATION_PORT',
  worker: 'WORKER_PORT',
} as const;

/** One server process on a port of its own. */
export function serverAt({ kind, name, port }: ServerPlace, wiring: Wiring): Service {
  const { settings, database, keys, isDev } = wiring;
  return {
    name,
    cwd: `apps/${kind}`,
    program: process.execPath,
    args: [...watching(isDev), 'src/server.ts'],
    env: { ...serverEnv(settings, database, keys), [portVariables[kind]]: String(port) },
    withheld: withheld[kind] ?? nothing,
    readyUrl: `http://${LOOPBACK}:${port}/readyz`,
  };
}

/** The servers of the console's and the portal's pages. */
export function listPages({ settings, isDev }: Wiring): Service[] {
  return [
    { name: 'admin', port: settings.ADMIN_PORT },
    { name: 'portal', port: settings.PORTAL_PORT },
  ].map(({ name, port }) => ({
    name,
    cwd: `apps/${name}`,
    program: process.execPath,
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
}

/** The processes of the platform in the order in which they start; they stop the other way round. */
export function listServices(wiring: Wiring): Service[] {
  const { API_PORT, REGISTRATION_PORT, WORKER_PORT } = wiring.settings;
  const places: ServerPlace[] = [
    { kind: 'api', name: 'api', port: API_PORT },
    { kind: 'registration', name: 'registration', port: REGISTRATION_PORT },
    { kind: 'worker', name: 'worker', port: WORKER_PORT },
  ];
  return [...places.map((place) => serverAt(place, wiring)), ...listPages(wiring)];
}
