import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '@freehold/core-db';
import { startEmbedded } from '@freehold/core-db/embedded';
import { createPrivilegedDatabase } from '@freehold/core-db/privileged';
import { createKeyring, type Keyring } from '@freehold/core-services/keyring';
import { EncryptionKeysText, SecretText } from '@freehold/core-trpc/env';
import { z } from 'zod';
import type { CliEnv } from '../env.ts';
import { createWorkContexts } from '../work-contexts.ts';
import { UsageError, type CommandPlatform } from './command.ts';

interface Urls {
  readonly appUrl: string;
  readonly privilegedUrl: string;
  readonly stop: () => Promise<void>;
}

const DevelopmentKeys = z.object({ ENCRYPTION_KEYS: EncryptionKeysText, DIGEST_KEY: SecretText });
const RolePasswords = z.object({ app: z.string(), privileged: z.string() });

/** Runs `work` on the database the settings name, or on the embedded one, started when it does not run. */
export async function withPlatform<T>(
  env: CliEnv,
  onNote: (note: string) => void,
  work: (platform: CommandPlatform) => Promise<T>,
): Promise<T> {
  const urls = await findUrls(env, onNote);
  try {
    const app = await createDatabase({ url: urls.appUrl, pool: { max: 4, min: 0 } });
    try {
      const privileged = await createPrivilegedDatabase({
        url: urls.privilegedUrl,
        pool: { max: 2, min: 0 },
      });
      try {
        return await work(toPlatform(env, app, privileged));
      } finally {
        await privileged.close();
      }
    } finally {
      await app.close();
    }
  } finally {
    await urls.stop();
  }
}

function toPlatform(
  env: CliEnv,
  app: Awaited<ReturnType<typeof createDatabase>>,
  privileged: CommandPlatform['privileged'],
): CommandPlatform {
  const keyring = findKeyring(env);
  const contexts = createWorkContexts({
    db: app.client,
    keyring: keyring ?? keyless,
    clock: () => new Date(),
    logger: { info() {}, warn() {}, error() {} },
    isDevelopment: false,
    addresses: { portal: env.PORTAL_URL, console: env.CONSOLE_URL },
    wake: (topic) => void app.notify(`freehold_${topic}`).catch(() => undefined),
  });
  const actor = `command line (${userInfo().username})`.slice(0, 200);
  return {
    db: app.client,
    privileged,
    within: (tenantId, work) => contexts.within(tenantId, actor, work),
    requireKeys: () => {
      if (keyring === null) keyless.encrypt('', '');
    },
  };
}

async function findUrls(env: CliEnv, onNote: (note: string) => void): Promise<Urls> {
  const { DATABASE_APP_URL, DATABASE_PRIVILEGED_URL, DATABASE_URL, DATA_DIR } = env;
  const stop = () => Promise.resolve();
  if (DATABASE_APP_URL !== undefined && DATABASE_PRIVILEGED_URL !== undefined) {
    return { appUrl: DATABASE_APP_URL, privilegedUrl: DATABASE_PRIVILEGED_URL, stop };
  }
  if (DATABASE_URL === undefined) {
    return startEmbedded({ dataDir: join(DATA_DIR, 'postgres'), port: env.POSTGRES_PORT, onNote });
  }
  const passwords = readKept(join(DATA_DIR, 'role-passwords.json'), RolePasswords);
  if (passwords === null) {
    throw new UsageError('DATABASE_APP_URL and DATABASE_PRIVILEGED_URL are not set.');
  }
  return {
    appUrl: asRole(DATABASE_URL, 'freehold_app', passwords.app),
    privilegedUrl: asRole(DATABASE_URL, 'freehold_privileged', passwords.privileged),
    stop,
  };
}

function asRole(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

function findKeyring(env: CliEnv): Keyring | null {
  const { ENCRYPTION_KEYS: encryptionKeys, DIGEST_KEY: digestKey, DATA_DIR } = env;
  if (encryptionKeys !== undefined && digestKey !== undefined) {
    return createKeyring({ encryptionKeys, digestKey });
  }
  const kept = readKept(join(DATA_DIR, 'dev-keys.json'), DevelopmentKeys);
  if (kept === null) return null;
  return createKeyring({ encryptionKeys: kept.ENCRYPTION_KEYS, digestKey: kept.DIGEST_KEY });
}

function readKept<T extends z.ZodType>(file: string, schema: T): z.infer<T> | null {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

function refuse(): never {
  throw new UsageError('ENCRYPTION_KEYS and DIGEST_KEY are not set.');
}
const keyless: Keyring = { encrypt: refuse, decrypt: refuse, digest: refuse };
