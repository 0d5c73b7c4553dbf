import { execFile } from 'node:child_process';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { type Credentials, OWNER_ROLE } from './credentials.ts';
import { EmbeddedError } from './errors.ts';
import type { ServerPaths } from './paths.ts';
import type { ServerUser } from './server-user.ts';

const run = promisify(execFile);
const MAJOR = '18';

export type ClusterContext = {
  binaries: Binaries;
  paths: ServerPaths;
  user: ServerUser | undefined;
  credentials: Credentials;
  isTest: boolean;
};

export function asServerUser(user: ServerUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

async function readMajor(cluster: string): Promise<string | undefined> {
  const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  return text?.trim();
}

async function initialise({
  binaries,
  paths,
  user,
  credentials,
  isTest,
}: ClusterContext): Promise<void> {
  const draft = `${paths.cluster}.${process.pid}.new`;
  const passwordFile = join(paths.home, `.password.${process.pid}`);
  await writeFile(passwordFile, credentials.owner, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${OWNER_ROLE}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(isTest ? ['--no-sync'] : []),
      ],
      { ...asServerUser(user), cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } },
    );
    // Made aside and moved in whole: an interrupted first start leaves nothing half-made.
    await rename(draft, paths.cluster);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (await readMajor(paths.cluster)) return;
    const detail = String((cause as { stderr?: string }).stderr ?? cause).trim();
    throw new EmbeddedError('failed', `PostgreSQL could not make its data folder: ${detail}`, {
      cause,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Makes the cluster on the first start; refuses one that another major version made. */
export async function ensureCluster(context: ClusterContext): Promise<void> {
  const { cluster } = context.paths;
  const major = await readMajor(cluster);
  if (major === undefined) return initialise(context);
  if (major !== MAJOR) {
    throw new EmbeddedError(
      'version',
      `${cluster} was made by PostgreSQL ${major}; this is ${MAJOR}. Move it away, or keep using it through DATABASE_URL.`,
    );
  }
}
