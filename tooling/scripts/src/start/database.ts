import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '@freehold/core-db/embedded';
import { assignRolePasswords, migrate } from '@freehold/core-db/migrate';
import type { Settings } from '../env.ts';

export type Database = {
  ownerUrl: string;
  appUrl: string;
  privilegedUrl: string;
  description: string;
  stop: () => Promise<void>;
};

type RolePasswords = { app: string; privileged: string };

// Made once: a server of one's own may be shared by several starts.
function loadRolePasswords(dataDir: string): RolePasswords {
  const file = join(dataDir, 'role-passwords.json');
  if (!existsSync(file)) {
    const password = () => randomBytes(24).toString('base64url');
    mkdirSync(dataDir, { recursive: true });
    const made = JSON.stringify({ app: password(), privileged: password() });
    writeFileSync(file, made, { mode: 0o600, flush: true });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as RolePasswords;
}

function asRole(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

function ownServer(ownerUrl: string, settings: Settings): Database {
  const { DATABASE_APP_URL, DATABASE_PRIVILEGED_URL, DATA_DIR } = settings;
  const passwords = loadRolePasswords(DATA_DIR);
  const { hostname, port, pathname } = new URL(ownerUrl);
  return {
    ownerUrl,
    appUrl: DATABASE_APP_URL ?? asRole(ownerUrl, 'freehold_app', passwords.app),
    privilegedUrl:
      DATABASE_PRIVILEGED_URL ?? asRole(ownerUrl, 'freehold_privileged', passwords.privileged),
    description: `${hostname}:${port || '5432'}${pathname}`,
    stop: async () => {},
  };
}

/** PostgreSQL of DATABASE_URL, or the embedded one where that is not set. */
export async function openDatabase(
  settings: Settings,
  onNote: (note: string) => void,
): Promise<Database> {
  if (settings.DATABASE_URL !== undefined) return ownServer(settings.DATABASE_URL, settings);
  const dataDir = join(settings.DATA_DIR, 'postgres');
  const embedded = await startEmbedded({ dataDir, port: settings.POSTGRES_PORT, onNote });
  const description = `embedded, 127.0.0.1:${embedded.port}`;
  return { ...embedded, description };
}

/** Brings the schema up to date and the roles to their passwords; resolves to what was applied. */
export async function prepareDatabase(database: Database): Promise<string[]> {
  const applied = await migrate({ ownerUrl: database.ownerUrl });
  await assignRolePasswords(database);
  return applied;
}
