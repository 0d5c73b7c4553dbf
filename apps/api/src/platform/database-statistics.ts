import type { DatabaseView } from '@freehold/core-contracts/platform';
import { migrationStatus } from '@freehold/core-db/migrate';
import type { DatabaseStatistics } from '@freehold/core-services/platform/get-database';

/** What the figures are read through: the privileged client. */
export interface StatisticsSource {
  $queryRawUnsafe<T>(sql: string): PromiseLike<T>;
}

const topStatementCount = 10;
const largestTables = 50;

const serverSql = `
  SELECT current_setting('server_version') AS "serverVersion",
    pg_database_size(current_database())::int8 AS "databaseBytes",
    current_setting('max_connections')::int4 AS "limit",
    (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int4 AS "all",
    (SELECT count(*) FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND state = 'active')::int4 AS "active",
    (SELECT count(*) FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND state LIKE 'idle%')::int4 AS "idle"`;

const tablesSql = `
  SELECT c.relname::text AS "name", greatest(c.reltuples, 0)::int8 AS "rowEstimate",
    pg_total_relation_size(c.oid)::int8 AS "totalBytes"
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  ORDER BY pg_total_relation_size(c.oid) DESC, c.relname LIMIT ${largestTables}`;

const appliedSql = `
  SELECT migration_name::text AS "name", finished_at AS "appliedAt" FROM public._prisma_migrations
  WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY finished_at, migration_name`;

// The setting is there only where the library is loaded; the list of libraries is not for every role.
const canReadStatementsSql = `
  SELECT coalesce(has_function_privilege(to_regprocedure('pg_stat_statements(boolean)')::oid, 'EXECUTE'), false)
    AND current_setting('pg_stat_statements.max', true) IS NOT NULL AS "canRead"`;

// The extension puts a parameter where a value stood, but not in commands like ALTER ROLE or DO.
const statementsSql = `
  SELECT regexp_replace(left(s.query, 1000), '\\s+', ' ', 'g') AS "statement", s.calls::int8 AS "calls",
    s.total_exec_time::float8 AS "totalMs", s.mean_exec_time::float8 AS "meanMs"
  FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
  WHERE d.datname = current_database() AND s.query ~* '^\\s*(select|insert|update|delete|merge|with)\\M'
  ORDER BY s.total_exec_time DESC LIMIT ${topStatementCount}`;

type Server = Pick<DatabaseView, 'serverVersion' | 'databaseBytes'> &
  Omit<DatabaseView['connections'], 'isNearLimit'>;

/** The figures of the database behind `source`, whose role should have pg_read_all_stats to see everybody's. */
export function createDatabaseStatistics(source: StatisticsSource): DatabaseStatistics {
  return {
    async read() {
      const [[server], tables, migrations, topStatements] = await Promise.all([
        source.$queryRawUnsafe<Server[]>(serverSql),
        source.$queryRawUnsafe<DatabaseView['tables']>(tablesSql),
        readMigrations(source),
        readTopStatements(source),
      ]);
      if (server === undefined) throw new Error('The server gave no figures');
      const { serverVersion, databaseBytes, ...connections } = server;
      return { serverVersion, databaseBytes, connections, tables, migrations, topStatements };
    },
  };
}

async function readMigrations(source: StatisticsSource): Promise<DatabaseView['migrations']> {
  const query = async (sql: string) => ({ rows: await source.$queryRawUnsafe<unknown[]>(sql) });
  const [{ isCurrent, pending }, applied] = await Promise.all([
    migrationStatus({ query }),
    source.$queryRawUnsafe<DatabaseView['migrations']['applied']>(appliedSql),
  ]);
  return { isCurrent, pending, applied };
}

async function readTopStatements(source: StatisticsSource): Promise<DatabaseView['topStatements']> {
  const [found] = await source.$queryRawUnsafe<{ canRead: boolean }[]>(canReadStatementsSql);
  if (found?.canRead !== true) return null;
  return source.$queryRawUnsafe<NonNullable<DatabaseView['topStatements']>>(statementsSql);
}
