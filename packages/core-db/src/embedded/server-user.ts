import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedError } from './errors.ts';

const run = promisify(execFile);

/** Who the server runs as: undefined is the user of this process. */
export type ServerUser = { name: string; uid: number; gid: number };

async function findUser(name: string): Promise<ServerUser | undefined> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const fields = lines.map((line) => line.split(':')).find((parts) => parts[0] === name);
  return fields && { name, uid: Number(fields[2]), gid: Number(fields[3]) };
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, which is made where absent. */
export async function chooseServerUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await findUser('postgres');
  if (existing) return existing;
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/bin/false',
      'postgres',
    ]);
  } catch (cause) {
    // Another start may have made it at the same moment; busybox systems have adduser instead.
    if (!(await findUser('postgres'))) {
      await run('adduser', ['-S', '-D', '-H', 'postgres']).catch(() => undefined);
    }
    if (!(await findUser('postgres'))) {
      const message =
        'PostgreSQL cannot run as root and no user "postgres" could be made. Run as an ordinary user or set DATABASE_URL.';
      throw new EmbeddedError('failed', message, { cause });
    }
  }
  return findUser('postgres');
}

/** The first folder above `path` that the user may not pass, or undefined when all is open. */
export async function findClosedFolder(
  path: string,
  user: ServerUser,
): Promise<string | undefined> {
  const folders: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of folders) {
    const info = await stat(folder).catch(() => undefined);
    if (!info) return undefined;
    const bits = info.uid === user.uid ? 0o100 : info.gid === user.gid ? 0o010 : 0o001;
    if ((info.mode & bits) === 0) return folder;
  }
  return undefined;
}
