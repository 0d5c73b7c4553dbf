import type { Database } from '@freehold/core-db';
import { describeStatus, migrationStatus } from '@freehold/core-db/migrate';
import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import type { Check } from '@freehold/core-observability';
import type { Loop } from './loop.ts';

/** Failed steps in a row after which a loop counts as stuck. */
const stuckAfter = 5;

/** Whether the database answers with every migration applied, and every loop gets its work done. */
export async function checkReadiness(worker: {
  readonly app: Pick<Database, 'ping'>;
  readonly privileged: PrivilegedDatabase;
  readonly loops: readonly Pick<Loop, 'name' | 'failures'>[];
}): Promise<Check[]> {
  const loops = worker.loops.map((loop): Check => {
    const failures = loop.failures();
    const isOk = failures < stuckAfter;
    return { name: loop.name, isOk, ...(isOk ? {} : { detail: `${failures} failures in a row` }) };
  });
  return [await checkDatabase(worker.app), await checkMigrations(worker.privileged), ...loops];
}

async function checkDatabase(app: Pick<Database, 'ping'>): Promise<Check> {
  try {
    await app.ping();
    return { name: 'database', isOk: true };
  } catch {
    return { name: 'database', isOk: false, detail: 'the database does not answer' };
  }
}

async function checkMigrations({ client }: PrivilegedDatabase): Promise<Check> {
  try {
    const query = async (sql: string) => ({ rows: await client.$queryRawUnsafe<unknown[]>(sql) });
    const status = await migrationStatus({ query });
    return { name: 'migrations', isOk: status.isCurrent, detail: describeStatus(status) };
  } catch {
    return {
      name: 'migrations',
      isOk: false,
      detail: 'the history of migrations cannot be read',
    };
  }
}
