/*
 * Copies identity from one database to another, masked on the way out. Reads as the privileged role,
 * writes as the owner of the staging database within each tenant. A batch and the checkpoint that
 * says how far it went are one transaction there: cut anywhere, the next run goes on behind the last
 * batch that was committed. A table that is done has no checkpoint, and begins anew next time.
 */
import { randomInt } from 'node:crypto';
import type pg from 'pg';
import { withConnection } from '../migrate/connection.ts';
import { mirroredTables, type MirroredTable } from './tables.ts';

export const MIRROR_BATCH_SIZE = 1000;

/** What a person can correct. */
export class MirrorError extends Error {
  override readonly name = 'MirrorError';
}

export type MirrorProgress = {
  /** Rows read, of those there were at the start. */
  done: number;
  total: number;
  /** Rows that were new or different in staging. */
  changed: number;
};

export type MirrorOptions = {
  /** The privileged role of the database that is read. */
  sourceUrl: string;
  /** The owner of the staging database, which has the same migrations. */
  stagingUrl: string;
  /** Slugs. */
  tenants: readonly string[];
  batchSize?: number | undefined;
  onProgress?: ((progress: MirrorProgress) => void) | undefined;
  /** Stops between two batches; what is committed stays. */
  signal?: AbortSignal | undefined;
};

type Part = { table: MirroredTable; tenantId: string | null };

/**
 * Mirrors identity rows of the chosen tenants. Throws MirrorError for a tenant that is not there, a
 * staging database that is the one that is read, and one that another mirror writes to.
 */
export async function mirrorStaging(options: MirrorOptions): Promise<MirrorProgress> {
  return withConnection(options.sourceUrl, (source) =>
    withConnection(options.stagingUrl, async (staging) => {
      await assertOtherDatabase(source, staging);
      await prepare(staging);
      const parts = toParts(await findTenants(source, options.tenants));
      const ids = tenantIdsOf(parts);
      const progress: MirrorProgress = { done: 0, total: 0, changed: 0 };
      for (const part of parts) {
        const after = await readCheckpoint(staging, part);
        progress.total += await countRest(source, part, ids, after);
      }
      options.onProgress?.({ ...progress });
      for (const part of parts) {
        if (!(await mirrorPart(source, staging, part, ids, progress, options))) break;
      }
      return progress;
    }),
  );
}

/** A lock is known within one database only, by whatever name and address it was reached. */
async function assertOtherDatabase(source: pg.Client, staging: pg.Client): Promise<void> {
  const lock = [randomInt(1, 2 ** 31), randomInt(1, 2 ** 31)];
  await source.query('BEGIN');
  try {
    await source.query('SELECT pg_advisory_xact_lock($1, $2)', lock);
    const { rows } = await staging.query<{ isOther: boolean }>(
      'SELECT pg_try_advisory_xact_lock($1, $2) AS "isOther"',
      lock,
    );
    if (rows[0]?.isOther !== true) {
      throw new MirrorError('STAGING_DATABASE_URL names the database that is read.');
    }
  } finally {
    await source.query('ROLLBACK');
  }
}

/** Held in staging by the one mirror that may write there. */
export const mirrorLock = 7_316_042;

async function prepare(staging: pg.Client): Promise<void> {
  const { rows } = await staging.query<{ isAlone: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS "isAlone"',
    [mirrorLock],
  );
  if (rows[0]?.isAlone !== true) throw new MirrorError('Another mirror writes to staging already.');
  await staging.query(
    `CREATE SCHEMA IF NOT EXISTS freehold_mirror;
     CREATE TABLE IF NOT EXISTS freehold_mirror.checkpoint (
       part text PRIMARY KEY, after text NOT NULL, "updatedAt" timestamptz NOT NULL DEFAULT now())`,
  );
}

async function findTenants(source: pg.Client, slugs: readonly string[]): Promise<string[]> {
  const { rows } = await source.query<{ id: string; slug: string }>(
    'SELECT "id", "slug" FROM "Tenant" WHERE "slug" = ANY ($1) ORDER BY "slug"',
    [slugs],
  );
  const missing = slugs.filter((slug) => !rows.some((row) => row.slug === slug));
  if (missing.length > 0) throw new MirrorError(`There is no tenant "${missing.join('", "')}".`);
  if (rows.length === 0) throw new MirrorError('No tenant is chosen.');
  return rows.map(({ id }) => id);
}

function toParts(tenantIds: readonly string[]): Part[] {
  const shared = mirroredTables.filter(({ isShared }) => isShared);
  const owned = mirroredTables.filter(({ isShared }) => !isShared);
  return [
    ...shared.map((table) => ({ table, tenantId: null })),
    ...tenantIds.flatMap((tenantId) => owned.map((table) => ({ table, tenantId }))),
  ];
}

const tenantIdsOf = (parts: readonly Part[]) => [
  ...new Set(parts.flatMap(({ tenantId }) => tenantId ?? [])),
];
const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
const partName = ({ table, tenantId }: Part) => `${table.name}:${tenantId ?? 'shared'}`;
const lastOf = (table: MirroredTable) => table.key.at(-1) ?? 'id';

async function readCheckpoint(staging: pg.Client, part: Part): Promise<string> {
  const { rows } = await staging.query<{ after: string }>(
    'SELECT after FROM freehold_mirror.checkpoint WHERE part = $1',
    [partName(part)],
  );
  return rows[0]?.after ?? '';
}

/** The rows of a part behind `after`: $1 the tenants, $2 the last key that was copied. */
function restOf({ table, tenantId }: Part, ids: readonly string[], after: string) {
  const chosen =
    tenantId !== null
      ? `"tenantId" = ANY ($1::uuid[])`
      : table.name === 'Tenant'
        ? `"id" = ANY ($1::uuid[])`
        : `$1::uuid[] IS NOT NULL`;
  const type = lastOf(table) === 'code' ? 'text' : 'uuid';
  const behind = `($2::text = '' OR "${lastOf(table)}" > NULLIF($2, '')::${type})`;
  const values = [tenantId === null ? ids : [tenantId], after];
  return { where: `${chosen} AND ${behind}`, values };
}

async function countRest(source: pg.Client, part: Part, ids: string[], after: string) {
  const { where, values } = restOf(part, ids, after);
  const { rows } = await source.query<{ rest: number }>(
    `SELECT count(*)::int AS rest FROM "${part.table.name}" WHERE ${where}`,
    values,
  );
  return rows[0]?.rest ?? 0;
}

/** False when it was stopped. */
async function mirrorPart(
  source: pg.Client,
  staging: pg.Client,
  part: Part,
  ids: readonly string[],
  progress: MirrorProgress,
  { batchSize = MIRROR_BATCH_SIZE, onProgress, signal }: MirrorOptions,
): Promise<boolean> {
  const { table } = part;
  const chosen = Object.entries(table.columns).map(
    ([column, rule]) => `${rule === 'copy' ? `"${column}"` : rule.mask} AS "${column}"`,
  );
  let after = await readCheckpoint(staging, part);
  for (;;) {
    if (signal?.aborted) return false;
    const { where, values } = restOf(part, ids, after);
    const { rows } = await source.query<{ key: string; row: object }>(
      `SELECT r."${lastOf(table)}"::text AS "key", to_jsonb(r) AS "row"
       FROM (SELECT ${chosen.join(', ')} FROM "${table.name}" WHERE ${where}
             ORDER BY "${lastOf(table)}" LIMIT ${Math.trunc(batchSize)}) r
       ORDER BY r."${lastOf(table)}"`,
      values,
    );
    const last = rows.at(-1);
    after = last?.key ?? '';
    const changed = await writeBatch(
      staging,
      part,
      rows.map(({ row }) => row),
      after,
    );
    progress.done += rows.length;
    progress.changed += changed;
    if (last === undefined) return true;
    onProgress?.({ ...progress });
  }
}

/** One transaction: the rows, and how far they go; without rows the part is done. */
async function writeBatch(staging: pg.Client, part: Part, rows: object[], after: string) {
  await staging.query('BEGIN');
  try {
    await staging.query(`SELECT set_config('app.tenant_id', $1, true)`, [part.tenantId ?? '']);
    const { rowCount } = await staging.query(upsertOf(part.table), [JSON.stringify(rows)]);
    if (rows.length === 0) {
      await staging.query('DELETE FROM freehold_mirror.checkpoint WHERE part = $1', [
        partName(part),
      ]);
    } else {
      await staging.query(
        `INSERT INTO freehold_mirror.checkpoint (part, after) VALUES ($1, $2)
         ON CONFLICT (part) DO UPDATE SET after = excluded.after, "updatedAt" = now()`,
        [partName(part), after],
      );
    }
    await staging.query('COMMIT');
    return rowCount ?? 0;
  } catch (error) {
    await staging.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function upsertOf({ name, key, columns }: MirroredTable): string {
  const all = Object.keys(columns);
  const changeable = all.filter((column) => !key.includes(column));
  const list = (of: string) => changeable.map((column) => `${of}."${column}"`).join(', ');
  return `INSERT INTO "${name}" AS t (${quoted(all)})
    SELECT ${quoted(all)} FROM jsonb_populate_recordset(NULL::"${name}", $1::jsonb)
    ON CONFLICT (${quoted(key)}) DO UPDATE
    SET (${quoted(changeable)}) = ROW(${list('excluded')})
    WHERE (${list('t')}) IS DISTINCT FROM (${list('excluded')})`;
}
