import { createHash } from 'node:crypto';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedError } from './errors.ts';
import { findClosedFolder, type ServerUser } from './server-user.ts';

export type ServerPaths = {
  /** Credentials and state, read by this process only. */
  base: string;
  /** Cluster and log, owned by the user the server runs as. */
  home: string;
  cluster: string;
  log: string;
  note: string | undefined;
};

async function makeHome(home: string, user: ServerUser | undefined): Promise<void> {
  await mkdir(home, { recursive: true });
  if (user) await chown(home, user.uid, user.gid);
  await chmod(home, 0o700);
}

/** Chooses and makes the folders; the temporary folder where the server's user cannot reach. */
export async function preparePaths(
  dataDir: string,
  binaries: Binaries,
  user: ServerUser | undefined,
): Promise<ServerPaths> {
  const base = resolve(dataDir);
  await mkdir(base, { recursive: true });
  let home = join(base, 'server');
  let note: string | undefined;
  if (user) {
    const closed = await findClosedFolder(binaries.postgres, user);
    if (closed) {
      throw new EmbeddedError(
        'unreachable',
        `PostgreSQL cannot run as root, and as user "${user.name}" it cannot reach its own program: ${closed} is closed to it. Move the checkout out of that folder, run as an ordinary user, or set DATABASE_URL.`,
      );
    }
    const closedData = await findClosedFolder(home, user);
    if (closedData) {
      const mark = createHash('sha256').update(base).digest('hex').slice(0, 12);
      home = join(tmpdir(), `freehold-postgres-${mark}`);
      note = `PostgreSQL runs as user "${user.name}", to whom ${closedData} is closed: its data is kept in ${home}, which a restart of the machine may empty.`;
    }
  }
  await makeHome(home, user);
  return { base, home, cluster: join(home, 'cluster'), log: join(home, 'server.log'), note };
}
