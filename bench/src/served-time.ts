import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withConnection } from '@freehold/core-db/migrate';

/** The name of the database in a connection string. */
export const databaseOf = (url: string): string => new URL(url).pathname.slice(1);

/**
 * Nanoseconds of processor time that the process serving the newest connection to a database has
 * had. Waiting and the client are not in it. Linux only.
 */
export async function servedNs(serverUrl: string, database: string): Promise<number> {
  return withConnection(serverUrl, async (owner) => {
    const { rows } = await owner.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'
       ORDER BY backend_start DESC LIMIT 1`,
      [database],
    );
    return processNs(rows[0]?.pid ?? 0);
  });
}

/** Nanoseconds of processor time that a process has had. Linux only. */
export async function processNs(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8');
  return Number(text.split(' ')[0]);
}

/** Nanoseconds of processor time that all processes of the embedded server in this directory have had, ended ones too. Linux only. */
export async function clusterNs(dataDir: string): Promise<number> {
  const [postmaster] = (
    await readFile(join(dataDir, 'server', 'cluster', 'postmaster.pid'), 'utf8')
  ).split('\n');
  let ticks = 0;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // What follows the name in brackets begins with the state and the parent; ticks of 10 ms.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [utime, stime, ofEnded, inEnded] = fields.slice(11, 15).map(Number);
    if (name === postmaster) ticks += (utime ?? 0) + (stime ?? 0) + (ofEnded ?? 0) + (inEnded ?? 0);
    else if (fields[1] === postmaster) ticks += (utime ?? 0) + (stime ?? 0);
  }
  return ticks * 1e7;
}
