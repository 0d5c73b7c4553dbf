import { PrismaPg } from '@prisma/adapter-pg';
import {
  type Transaction,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
  ColumnTypeEnum,
  DriverAdapterError,
} from '@prisma/driver-adapter-utils';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type ConnectionParts, toConnectionParts } from './connection.ts';

/*
 * The stock adapter serves the query compiler; the schema engine asks for more: the catalogue's
 * "char" columns, scripts sent whole (the stock adapter splits at every semicolon, inside function
 * bodies too), and a shadow database that can be dropped.
 */

const CHAR_OID = 18;
const BPCHAR_OID = pg.types.builtins.BPCHAR;
const charColumns = new WeakMap<object, number[]>();

function relabelCharColumns<T>(result: T): T {
  const { fields, rows } = (result ?? {}) as Partial<pg.QueryArrayResult>;
  if (!fields || !rows) return result;
  const indexes: number[] = [];
  for (const [index, field] of fields.entries()) {
    if (field.dataTypeID !== CHAR_OID) continue;
    field.dataTypeID = BPCHAR_OID;
    indexes.push(index);
  }
  if (indexes.length > 0) charColumns.set(rows, indexes);
  return result;
}

type QueryCallback = (error: Error | null, result: unknown) => void;

class SchemaClient extends pg.Client {
  // The signature of pg's overloads cannot be restated; arguments pass through untouched.
  override query = ((...args: unknown[]) => {
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      args[args.length - 1] = (error: Error | null, result: unknown) =>
        (callback as QueryCallback)(error, relabelCharColumns(result));
    }
    const run: (...passed: unknown[]) => unknown = pg.Client.prototype.query.bind(this);
    const outcome = run(...args);
    return outcome instanceof Promise ? outcome.then(relabelCharColumns) : outcome;
  }) as pg.Client['query'];
}

async function queryWithCharColumns(
  run: (query: SqlQuery) => Promise<SqlResultSet>,
  query: SqlQuery,
): Promise<SqlResultSet> {
  const result = await run(query);
  for (const index of charColumns.get(result.rows) ?? []) {
    result.columnTypes[index] = ColumnTypeEnum.Character;
  }
  return result;
}

function withCharColumns<T extends SqlDriverAdapter | Transaction>(queryable: T): T {
  const run = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = (query) => queryWithCharColumns(run, query);
  return queryable;
}

/** As the engine expects it, so that the history's log says what was wrong. */
function toAdapterError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const { code = '', severity = 'ERROR', message, detail, column, hint } = error;
  return new DriverAdapterError({
    kind: 'postgres',
    code,
    severity,
    message,
    detail,
    column,
    hint,
  });
}

function openPool(parts: ConnectionParts): pg.Pool {
  const pool = new pg.Pool({
    ...parts,
    Client: SchemaClient,
    max: 1,
    options: '-c timezone=UTC',
    application_name: 'freehold-migrate',
  });
  pool.on('error', () => undefined);
  return pool;
}

async function adapt(pool: pg.Pool, dispose: () => Promise<void>): Promise<SqlDriverAdapter> {
  const adapter = withCharColumns<SqlDriverAdapter>(await new PrismaPg(pool).connect());
  const start = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => withCharColumns(await start(level));
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error: unknown) => {
      throw toAdapterError(error);
    });
  };
  adapter.dispose = dispose;
  return adapter;
}

export type SchemaAdapterFactory = SqlMigrationAwareDriverAdapterFactory & {
  /** Closes whatever the engine left open. */
  close: () => Promise<void>;
};

/** An adapter factory for Prisma's schema engine on the server and database of `url`. */
export function createSchemaAdapterFactory(url: string): SchemaAdapterFactory {
  const parts = toConnectionParts(url);
  const open = new Set<() => Promise<void>>();
  const track = (close: () => Promise<void>) => {
    const once = async () => {
      if (open.delete(once)) await close();
    };
    open.add(once);
    return once;
  };
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    async connect() {
      const pool = openPool(parts);
      return adapt(
        pool,
        track(() => pool.end()),
      );
    },
    async connectToShadowDb() {
      const database = `prisma_migrate_shadow_db_${randomUUID()}`;
      const maintenance = openPool(parts);
      await maintenance.query(`CREATE DATABASE "${database}"`);
      const pool = openPool({ ...parts, database });
      return adapt(
        pool,
        track(async () => {
          await pool.end();
          await maintenance.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
          await maintenance.end();
        }),
      );
    },
    async close() {
      for (const close of [...open]) await close();
    },
  };
}
