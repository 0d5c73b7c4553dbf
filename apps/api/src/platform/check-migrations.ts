import { describeStatus, migrationStatus } from '@freehold/core-db/migrate';
import type { Check } from '@freehold/core-observability';
import type { StatisticsSource } from './database-statistics.ts';

/** Whether the database has every migration of this release. */
export async function checkMigrations(source: StatisticsSource): Promise<Check> {
  const query = async (sql: string) => ({ rows: await source.$queryRawUnsafe<unknown[]>(sql) });
  try {
    const status = await migrationStatus({ query });
    return { name: 'migrations', isOk: status.isCurrent, detail: describeStatus(status) };
  } catch {
    return { name: 'migrations', isOk: false, detail: 'the history of migrations cannot be read' };
  }
}
