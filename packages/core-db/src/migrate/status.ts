import { type MigrationFile, readMigrations } from './folder.ts';

export type MigrationStatus = {
  /** Every migration of the folder is applied, unchanged, and nothing else is. */
  isCurrent: boolean;
  applied: string[];
  pending: string[];
  /** Begun and not finished. */
  failed: string[];
  /** Applied with another content than the file now has. */
  edited: string[];
  /** Applied, but not in the folder: the database is ahead of this code. */
  unknown: string[];
};

/** Anything that runs a statement: a pool, a client. */
export type Queryable = { query: (sql: string) => Promise<{ rows: unknown[] }> };

type HistoryRow = { migration_name: string; checksum: string; finished_at: Date | null };

async function readHistory(client: Queryable): Promise<HistoryRow[]> {
  const table = await client.query("SELECT to_regclass('public._prisma_migrations')::text AS name");
  if ((table.rows[0] as { name: string | null }).name === null) return [];
  const history = await client.query(
    `SELECT migration_name, checksum, finished_at FROM public._prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return history.rows as HistoryRow[];
}

export async function readStatus(
  client: Queryable,
  files: MigrationFile[],
): Promise<MigrationStatus> {
  const rows = await readHistory(client);
  const byName = new Map(rows.map((row) => [row.migration_name, row]));
  const known = new Set(files.map((file) => file.name));
  const finished = (name: string) => Boolean(byName.get(name)?.finished_at);
  const status = {
    applied: files.filter((file) => finished(file.name)).map((file) => file.name),
    pending: files.filter((file) => !byName.has(file.name)).map((file) => file.name),
    failed: [...byName.values()].filter((row) => !row.finished_at).map((row) => row.migration_name),
    edited: files
      .filter((file) => finished(file.name) && byName.get(file.name)?.checksum !== file.checksum)
      .map((file) => file.name),
    unknown: [...byName.keys()].filter((name) => !known.has(name)),
  };
  const trouble = [status.pending, status.failed, status.edited, status.unknown].flat();
  return { isCurrent: trouble.length === 0, ...status };
}

/**
 * Compares the migrations folder with the history in the database, with any role of the platform;
 * rejects when the database cannot be reached.
 */
export async function migrationStatus(
  client: Queryable,
  folder?: string,
): Promise<MigrationStatus> {
  return readStatus(client, await readMigrations(folder));
}

/** One line per finding, for logs and the command line. */
export function describeStatus(status: MigrationStatus): string {
  if (status.isCurrent) return `Migrations are current (${status.applied.length} applied).`;
  const lines = [
    ['to apply', status.pending],
    ['begun and not finished', status.failed],
    ['changed after it was applied', status.edited],
    ['in the database but not in this code', status.unknown],
  ] as const;
  return lines.flatMap(([label, names]) => names.map((name) => `${label}: ${name}`)).join('\n');
}
