import { readFile } from 'node:fs/promises';
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
    const text = await readFile(`/proc/${rows[0]?.pid}/schedstat`, 'utf8');
    return Number(text.split(' ')[0]);
  });
}
