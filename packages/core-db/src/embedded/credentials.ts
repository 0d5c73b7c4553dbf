import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Credentials = { owner: string; app: string; privileged: string };

export const OWNER_ROLE = 'freehold_owner';
export const DATABASE = 'freehold';

async function readCredentials(path: string): Promise<Credentials | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Credentials;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The generated passwords, made on the first start and kept with mode 0600. */
export async function loadCredentials(
  base: string,
): Promise<{ credentials: Credentials; isNew: boolean }> {
  const path = join(base, 'credentials.json');
  const known = await readCredentials(path);
  if (known) return { credentials: known, isNew: false };
  const password = () => randomBytes(24).toString('base64url');
  const made = { owner: password(), app: password(), privileged: password() };
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, JSON.stringify(made), { mode: 0o600, flush: true });
  try {
    // A link refuses to replace: of two first starts side by side, one file wins for both.
    await link(draft, path);
    return { credentials: made, isNew: true };
  } catch (error) {
    const winner = await readCredentials(path);
    if (!winner) throw error;
    return { credentials: winner, isNew: false };
  } finally {
    await rm(draft, { force: true });
  }
}

export function toUrl(role: string, password: string, port: number, database = DATABASE): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}
