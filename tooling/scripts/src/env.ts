import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** What a person can correct; shown without a stack. */
export class SettingError extends Error {}

function readPort(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SettingError(`${name} is "${text}", which is not a port (1 to 65535).`);
  }
  return port;
}

function readText(name: string): string | undefined {
  const text = process.env[name];
  return text === undefined || text === '' ? undefined : text;
}

/** What the commands read from the environment, a `.env` file in the root included. */
export function readSettings() {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return {
    ADMIN_PORT: readPort('ADMIN_PORT', 3000),
    PORTAL_PORT: readPort('PORTAL_PORT', 3001),
    API_PORT: readPort('API_PORT', 4000),
    REGISTRATION_PORT: readPort('REGISTRATION_PORT', 4001),
    WORKER_PORT: readPort('WORKER_PORT', 4002),
    POSTGRES_PORT: readPort('POSTGRES_PORT', 5433),
    DATABASE_URL: readText('DATABASE_URL'),
    DATABASE_APP_URL: readText('DATABASE_APP_URL'),
    DATABASE_PRIVILEGED_URL: readText('DATABASE_PRIVILEGED_URL'),
    ENCRYPTION_KEYS: readText('ENCRYPTION_KEYS'),
    DIGEST_KEY: readText('DIGEST_KEY'),
    SERVICE_TOKEN_KEY: readText('SERVICE_TOKEN_KEY'),
    DATA_DIR: readText('DATA_DIR') ?? join(root, '.data'),
    CHROMIUM_PATH: readText('CHROMIUM_PATH'),
    NODE_ENV: readText('NODE_ENV') ?? 'development',
  };
}

function readCount(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 16) {
    throw new SettingError(`${name} is "${text}", which is not a number of processes (1 to 16).`);
  }
  return count;
}

/** What `npm run fleet` reads besides. */
export function readFleetSettings() {
  return {
    FLEET_API: readCount('FLEET_API', 2),
    FLEET_REGISTRATION: readCount('FLEET_REGISTRATION', 2),
    FLEET_WORKER: readCount('FLEET_WORKER', 2),
    FLEET_PORT: readPort('FLEET_PORT', 4100),
    REDIS_URL: readText('REDIS_URL'),
  };
}

export type FleetSettings = ReturnType<typeof readFleetSettings>;
export type Settings = ReturnType<typeof readSettings>;
