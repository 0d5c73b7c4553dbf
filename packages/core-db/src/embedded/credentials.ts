import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Credentials = { owner: string; app: string; privileged: string };

export const OWNER_ROLE = 'freehold_owner';
export const DATABASE = 'freehold';

/** Reads the generated passwords, making them on the first start (mode 0600). */
export async function loadCredentials(base: string): Promise<Credentials> {
  const path = join(base, 'credentials.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Credentials;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const password = () => randomBytes(24).toString('base64url');
  const made = { owner: password(), app: password(), privileged: password() };
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(made), { mode: 0o600, flush: true });
  await rename(draft, path);
  return made;
}

export function toUrl(role: string, password: string, port: number, database = DATABASE): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}
