import { createDatabase, type Database } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { createPrivilegedDatabase, type PrivilegedDatabase } from '@freehold/core-db/privileged';
import { createTestDatabase, type TestDatabase } from '@freehold/core-db/testing';
import type { ServiceContext } from '@freehold/core-services/context';
import { getDatabase } from '@freehold/core-services/platform/get-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabaseStatistics } from './database-statistics.ts';

let testDatabase: TestDatabase;
let database: Database;
let privileged: PrivilegedDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await createDatabase({ url: testDatabase.appUrl });
  privileged = await createPrivilegedDatabase({ url: testDatabase.privilegedUrl });
});
afterAll(async () => {
  await Promise.all([database.close(), privileged.close()]);
  await testDatabase.drop();
});

const asOf = new Date('2026-01-01T00:00:00.000Z');
// The verb uses nothing else of the context.
const ctx = { clock: () => asOf } as ServiceContext;

function read(source: Parameters<typeof createDatabaseStatistics>[0] = privileged.client) {
  return getDatabase({ ctx, statistics: createDatabaseStatistics(source) });
}

test('the figures name the server, its connections, its tables and the applied migrations', async () => {
  const view = await read();
  expect(view.serverVersion).toMatch(/^\d+/u);
  expect(view.databaseBytes).toBeGreaterThan(1_000_000n);
  expect(view.asOf).toBe(asOf);
  const { all, active, idle, limit, isNearLimit } = view.connections;
  expect(all).toBeGreaterThanOrEqual(2);
  expect(active).toBeGreaterThanOrEqual(1);
  expect(idle + active).toBeLessThanOrEqual(all);
  expect(limit).toBeGreaterThanOrEqual(all);
  expect(isNearLimit).toBe(all > limit * 0.8);

  const names = view.tables.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['User', 'AuditLog', 'OutboxCommand']));
  for (const { rowEstimate, totalBytes } of view.tables) {
    expect(rowEstimate).toBeGreaterThanOrEqual(0n);
    expect(totalBytes).toBeGreaterThanOrEqual(0n);
  }
  expect(view.migrations.isCurrent).toBe(true);
  expect(view.migrations.pending).toEqual([]);
  expect(view.migrations.applied.length).toBeGreaterThanOrEqual(5);
  expect(view.migrations.applied[0]?.appliedAt).toBeInstanceOf(Date);
});

test('a migration that is missing is said to be pending', async () => {
  const name = await withConnection(testDatabase.ownerUrl, async (client) => {
    const { rows } = await client.query<{ migration_name: string }>(
      `DELETE FROM _prisma_migrations WHERE started_at = (SELECT max(started_at) FROM _prisma_migrations) RETURNING migration_name`,
    );
    return rows[0]!.migration_name;
  });
  const { migrations } = await read();
  expect(migrations.isCurrent).toBe(false);
  expect(migrations.pending).toEqual([name]);
  expect(migrations.applied.map((entry) => entry.name)).not.toContain(name);
});

function withAnswers(answers: (sql: string) => unknown[] | undefined) {
  return {
    $queryRawUnsafe: async <T>(sql: string): Promise<T> =>
      (answers(sql) ?? (await privileged.client.$queryRawUnsafe<T>(sql))) as T,
  };
}

test.each([
  [80, false],
  [81, true],
])('with %i of 100 connections the warning is %s', async (all, isNearLimit) => {
  const source = withAnswers((sql) =>
    sql.includes('max_connections')
      ? [{ serverVersion: '18', databaseBytes: 1n, all, active: 1, idle: 1, limit: 100 }]
      : undefined,
  );
  expect((await read(source)).connections).toEqual({
    all,
    active: 1,
    idle: 1,
    limit: 100,
    isNearLimit,
  });
});

test('where statements are not counted, or not for this role, there are none', async () => {
  await withConnection(testDatabase.ownerUrl, (client) =>
    client.query('DROP EXTENSION IF EXISTS pg_stat_statements'),
  );
  expect((await read()).topStatements).toBeNull();
  // Made after the migrations, its function is for its owner only.
  await withConnection(testDatabase.ownerUrl, (client) =>
    client.query('CREATE EXTENSION pg_stat_statements'),
  );
  expect((await read()).topStatements).toBeNull();
});

test('statements that cost most are shown without the values they ran with', async () => {
  await withConnection(testDatabase.ownerUrl, async (client) => {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    await client.query('GRANT EXECUTE ON FUNCTION pg_stat_statements(boolean) TO PUBLIC');
    await client.query(`SELECT pg_sleep(0.2), 'someone@secret.test' AS "x"`);
    await client.query(`DO $$ BEGIN PERFORM pg_sleep(0.2), 'other@secret.test'; END $$`);
  });
  const { topStatements } = await read();
  expect(topStatements?.length).toBeGreaterThan(0);
  expect(topStatements?.length).toBeLessThanOrEqual(10);
  const slow = topStatements?.find(({ statement }) => statement.includes('pg_sleep'));
  expect(slow).toMatchObject({ calls: 1n });
  expect(slow?.totalMs).toBeGreaterThanOrEqual(200);
  expect(JSON.stringify(topStatements?.map(({ statement }) => statement))).not.toContain('secret');
});

test('a long statement is cut', async () => {
  const source = withAnswers((sql) => {
    if (sql.includes('has_function_privilege')) return [{ canRead: true }];
    if (!sql.includes('FROM pg_stat_statements')) return undefined;
    return [{ statement: 'x'.repeat(1000), calls: 3n, totalMs: 12.5, meanMs: 4.25 }];
  });
  expect((await read(source)).topStatements).toEqual([
    { statement: 'x'.repeat(300), calls: 3n, totalMs: 12.5, meanMs: 4.25 },
  ]);
});
