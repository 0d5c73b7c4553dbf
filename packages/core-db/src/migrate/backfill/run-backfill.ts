import type pg from 'pg';
import { withConnection } from '../connection.ts';

export const BATCH_SIZE = 1000;

export type BackfillTenant = { id: string; slug: string };
export type BackfillRow = { id: string } & Record<string, unknown>;

/** Fills one column of one tenant table; names are written in code, never by a caller. */
export type Backfill = {
  name: string;
  describes: string;
  table: string;
  /** Empty where there is still work, and the only column written. */
  column: string;
  columnType: string;
  /** What `toValue` needs to see of a row, besides its id. */
  reads: readonly string[];
  /** Undefined leaves the row as it is. */
  toValue: (row: BackfillRow, tenant: BackfillTenant) => string | undefined;
};

export type BackfillProgress = { done: number; total: number; filled: number };

export type BackfillOptions = {
  /** The application's role: each batch runs in its tenant, behind every wall. */
  appUrl: string;
  backfill: Backfill;
  batchSize?: number | undefined;
  onProgress?: ((progress: BackfillProgress) => void) | undefined;
  /** Stops between two batches; what is committed stays. */
  signal?: AbortSignal | undefined;
};

const name = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;

async function inTenant<T>(
  client: pg.Client,
  tenantId: string,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query(`SELECT set_config('app.tenant_id', $1, true)`, [tenantId]);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function countOpen(client: pg.Client, { table, column }: Backfill): Promise<number> {
  const sql = `SELECT count(*)::int AS open FROM ${name(table)} WHERE ${name(column)} IS NULL`;
  const { rows } = await client.query<{ open: number }>(sql);
  return rows[0]?.open ?? 0;
}

async function readBatch(
  client: pg.Client,
  { table, column, reads }: Backfill,
  after: string,
  batchSize: number,
): Promise<BackfillRow[]> {
  const columns = ['id', ...reads].map(name).join(', ');
  const { rows } = await client.query<BackfillRow>(
    `SELECT ${columns} FROM ${name(table)} WHERE ${name(column)} IS NULL AND "id" > $1
     ORDER BY "id" LIMIT $2`,
    [after, batchSize],
  );
  return rows;
}

async function writeBatch(
  client: pg.Client,
  { name: backfillName, table, column, columnType }: Backfill,
  values: { id: string; value: string }[],
): Promise<number> {
  // A row filled by somebody else in the meantime is left alone.
  const { rowCount } = await client.query(
    `UPDATE ${name(table)} t
     SET ${name(column)} = v.value::${columnType}, "version" = t."version" + 1, "updatedAt" = now()
     FROM unnest($1::uuid[], $2::text[]) AS v(id, value)
     WHERE t."id" = v.id AND t.${name(column)} IS NULL`,
    [values.map(({ id }) => id), values.map(({ value }) => value)],
  );
  const filled = rowCount ?? 0;
  if (filled > 0) {
    await client.query(
      `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorName", "changes")
       VALUES (gen_random_uuid(), 'backfill.run', $1, $2, 'SYSTEM', 'Backfill', $3)`,
      [table, backfillName, JSON.stringify({ column, filled })],
    );
  }
  return filled;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

async function fillTenant(
  client: pg.Client,
  tenant: BackfillTenant,
  options: BackfillOptions,
  onBatch: (read: number, filled: number) => void,
): Promise<void> {
  const { backfill, batchSize = BATCH_SIZE, signal } = options;
  let after = FIRST_ID;
  for (;;) {
    if (signal?.aborted) return;
    const batch = await inTenant(client, tenant.id, async () => {
      const rows = await readBatch(client, backfill, after, batchSize);
      const values = rows.flatMap((row) => {
        const value = backfill.toValue(row, tenant);
        return value === undefined ? [] : [{ id: row.id, value }];
      });
      return { rows, filled: values.length > 0 ? await writeBatch(client, backfill, values) : 0 };
    });
    const last = batch.rows.at(-1);
    if (!last) return;
    after = last.id;
    onBatch(batch.rows.length, batch.filled);
  }
}

/**
 * Fills the column tenant by tenant, a transaction per batch, each with its audit row. Run again
 * after an interruption it goes on with the rows that are still empty; returns the final progress.
 */
export async function runBackfill(options: BackfillOptions): Promise<BackfillProgress> {
  const { appUrl, backfill, onProgress, signal } = options;
  return withConnection(appUrl, async (client) => {
    const sql = 'SELECT "id", "slug" FROM "Tenant" ORDER BY "slug"';
    const { rows: tenants } = await client.query<BackfillTenant>(sql);
    const progress: BackfillProgress = { done: 0, total: 0, filled: 0 };
    for (const tenant of tenants) {
      progress.total += await inTenant(client, tenant.id, () => countOpen(client, backfill));
    }
    onProgress?.({ ...progress });
    for (const tenant of tenants) {
      if (signal?.aborted) break;
      await fillTenant(client, tenant, options, (read, filled) => {
        progress.done += read;
        progress.filled += filled;
        // Rows that arrive meanwhile are done as well: the bar must not run past its end.
        progress.total = Math.max(progress.total, progress.done);
        onProgress?.({ ...progress });
      });
    }
    return progress;
  });
}
