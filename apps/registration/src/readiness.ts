import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  withTenant,
  type Database,
} from '@freehold/core-db';
import { describeStatus, migrationStatus } from '@freehold/core-db/migrate';
import type { Check } from '@freehold/core-observability';
import { checkDatabase } from '@freehold/core-trpc/server-app';

const history = defineReviewedSql(
  'migrations.history',
  'The history of migrations is no model of the schema; the application may read it',
);

// The history belongs to no tenant; a scope is needed to ask for anything, and this one holds nothing.
const nobody = '00000000-0000-0000-0000-000000000000';

/** Whether the database answers and has every migration of this release. */
export async function checkReadiness(database: Database): Promise<Check[]> {
  return [await checkDatabase(database), await checkMigrations(database)];
}

async function checkMigrations({ client }: Database): Promise<Check> {
  const query = async (sql: string) => ({
    rows: await queryReviewed<object>(client, history, Prisma.raw(sql)),
  });
  try {
    const status = await withTenant(nobody, () => migrationStatus({ query }));
    return { name: 'migrations', isOk: status.isCurrent, detail: describeStatus(status) };
  } catch {
    return { name: 'migrations', isOk: false, detail: 'the history of migrations cannot be read' };
  }
}
