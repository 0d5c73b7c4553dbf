import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
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
  /** The passwords are not those a cluster that exists already was made with. */
  areCredentialsNew: boolean;
  isTest: boolean;
};

export function asServerUser(user: ServerUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

function failure(what: string, cause: unknown): EmbeddedError {
  const { stderr } = cause as { stderr?: string };
  const detail = String(stderr === undefined || stderr === '' ? cause : stderr).trim();
  return new EmbeddedError('failed', `PostgreSQL could not ${what}: ${detail}`, { cause });
}

async function readMajor(cluster: string): Promise<string | undefined> {
  const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  return text?.trim();
}

async function initialise(context: ClusterContext): Promise<void> {
  const { binaries, paths, user, credentials, isTest } = context;
  const mark = randomBytes(4).toString('hex');
  const draft = `${paths.cluster}.${mark}.new`;
  const passwordFile = join(paths.home, `password.${mark}`);
  await writeFile(passwordFile, credentials.owner, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  const options = [
    `--pgdata=${draft}`,
    `--username=${OWNER_ROLE}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(isTest ? ['--no-sync'] : []),
  ];
  try {
    await run(binaries.initdb, options, { ...asServerUser(user), cwd: '/', env: environment });
    // Made aside and moved in whole: an interrupted first start leaves nothing half-made.
    await rename(draft, paths.cluster);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    // Another start may have been faster.
    if ((await readMajor(paths.cluster)) === undefined)
      throw failure('make its data folder', cause);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** In single-user mode the server asks for no password: the way back when it is lost. */
async function resetOwnerPassword(context: ClusterContext): Promise<void> {
  const { binaries, paths, user, credentials } = context;
  const child = run(binaries.postgres, ['--single', '-D', paths.cluster, 'postgres'], {
    ...asServerUser(user),
    cwd: '/',
    env: environment,
  });
  child.child.stdin?.end(`ALTER ROLE ${OWNER_ROLE} PASSWORD '${credentials.owner}'\n`);
  await child.catch((cause: unknown) => {
    throw failure('take a new password for its owner', cause);
  });
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
  if (context.areCredentialsNew) await resetOwnerPassword(context);
}
