import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../env.ts';

export type Keys = {
  ENCRYPTION_KEYS: string;
  DIGEST_KEY: string;
  SERVICE_TOKEN_KEY: string;
  ARE_KEYS_FOR_DEVELOPMENT: 'yes' | 'no';
};

const KEY_BYTES = 32;

function makeKeys() {
  const secret = () => randomBytes(KEY_BYTES).toString('base64');
  return {
    ENCRYPTION_KEYS: `dev1:${secret()}`,
    DIGEST_KEY: secret(),
    SERVICE_TOKEN_KEY: secret(),
  };
}

/**
 * The keys of the environment where all three are set, else a development set that is made on the
 * first start and kept in the data folder (mode 0600). The servers refuse that one in production.
 */
export function loadKeys(settings: Settings): Keys {
  const { ENCRYPTION_KEYS, DIGEST_KEY, SERVICE_TOKEN_KEY, DATA_DIR } = settings;
  if (ENCRYPTION_KEYS && DIGEST_KEY && SERVICE_TOKEN_KEY) {
    return { ENCRYPTION_KEYS, DIGEST_KEY, SERVICE_TOKEN_KEY, ARE_KEYS_FOR_DEVELOPMENT: 'no' };
  }
  const file = join(DATA_DIR, 'dev-keys.json');
  if (!existsSync(file)) {
    mkdirSync(DATA_DIR, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(makeKeys(), null, 2), { mode: 0o600, flush: true });
    renameSync(draft, file);
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof makeKeys>;
  return { ...kept, ARE_KEYS_FOR_DEVELOPMENT: 'yes' };
}
