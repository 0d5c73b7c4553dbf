import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedError } from './errors.ts';
import { chooseServerUser, findClosedFolder, type ServerUser } from './server-user.ts';

export type ServerPaths = {
  /** Where the credentials are, read by this process only. */
  base: string;
  /** Cluster and log, owned by the user the server runs as. */
  home: string;
  cluster: string;
  log: string;
};

export type Place = { paths: ServerPaths; user: ServerUser | undefined; note: string | undefined };

function deniedError(folder: string, cause: unknown): EmbeddedError {
  const message = `${folder} belongs to another user, perhaps from a start as root. Give it to this user (chown -R), or remove it to begin anew.`;
  return new EmbeddedError('unreachable', message, { cause });
}

async function makeHome(home: string, user: ServerUser | undefined): Promise<void> {
  await mkdir(home, { recursive: true });
  const info = await lstat(home);
  const owners = [process.getuid?.(), user?.uid];
  if (!info.isDirectory() || !owners.includes(info.uid)) throw deniedError(home, undefined);
  if (user) await chown(home, user.uid, user.gid);
  await chmod(home, 0o700);
}

/** A cluster can only be served by the user who owns its files, whoever starts it now. */
async function findOwner(cluster: string): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const info = await stat(cluster).catch(() => undefined);
  if (!info || info.uid === 0) return undefined;
  return { name: `number ${info.uid}`, uid: info.uid, gid: info.gid };
}

async function chooseHome(
  base: string,
  binaries: Binaries,
  user: ServerUser,
): Promise<{ home: string; note: string | undefined }> {
  const closed = await findClosedFolder(binaries.postgres, user);
  if (closed) {
    throw new EmbeddedError(
      'unreachable',
      `PostgreSQL cannot run as root, and as user "${user.name}" it cannot reach its own program: ${closed} is closed to it. Move the checkout out of that folder, run as an ordinary user, or set DATABASE_URL.`,
    );
  }
  const home = join(base, 'server');
  const closedData = await findClosedFolder(home, user);
  if (!closedData) return { home, note: undefined };
  const mark = createHash('sha256').update(base).digest('hex').slice(0, 12);
  const temporary = join(tmpdir(), `freehold-postgres-${mark}`);
  const note = `PostgreSQL runs as user "${user.name}", to whom ${closedData} is closed: its data is kept in ${temporary}, which a restart of the machine may empty.`;
  return { home: temporary, note };
}

/** Chooses user and folders and makes them; the temporary folder where that user cannot reach. */
export async function preparePlace(dataDir: string, binaries: Binaries): Promise<Place> {
  const base = resolve(dataDir);
  try {
    await mkdir(base, { recursive: true });
    const user = (await findOwner(join(base, 'server', 'cluster'))) ?? (await chooseServerUser());
    const { home, note } = user
      ? await chooseHome(base, binaries, user)
      : { home: join(base, 'server'), note: undefined };
    await makeHome(home, user);
    const paths = { base, home, cluster: join(home, 'cluster'), log: join(home, 'server.log') };
    return { paths, user, note };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') throw deniedError(base, error);
    throw error;
  }
}
