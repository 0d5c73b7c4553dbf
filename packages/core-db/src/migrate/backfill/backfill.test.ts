import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  createTenant,
  createTestDatabase,
  inTenant,
  type TestDatabase,
  type TestTenant,
} from '../../testing/index.ts';
import { nationalIdNumberBackfill } from './national-id-number.ts';
import { type BackfillProgress, runBackfill } from './run-backfill.ts';

let database: TestDatabase;
let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  [tenant, other] = await Promise.all([createTenant(database), createTenant(database)]);
});

const addPeople = (to: TestTenant, count: number) =>
  inTenant(database.appUrl, to.id, (client) =>
    client.query(
      `INSERT INTO "User" ("id", "email", "firstName", "lastName")
       SELECT gen_random_uuid(), 'p' || n || '@example.org', 'A', 'B' FROM generate_series(1, $1) n`,
      [count],
    ),
  );

const source = (of: TestTenant, count: number, prefix = 'ID') =>
  Array.from(
    { length: count },
    (_, n) => `${of.slug},p${n + 1}@example.org,${prefix}-${n + 1}`,
  ).join('\n');

async function numbersOf(of: TestTenant): Promise<(string | null)[]> {
  const { rows } = await inTenant(database.appUrl, of.id, (client) =>
    client.query<{ number: string | null }>(
      'SELECT "nationalIdNumber" AS number FROM "User" ORDER BY length("email"), "email"',
    ),
  );
  return rows.map((row) => row.number);
}

test('fills each tenant from its own lines, in batches, and leaves the rest empty', async () => {
  await addPeople(tenant, 25);
  await addPeople(other, 3);
  const seen: BackfillProgress[] = [];
  const result = await runBackfill({
    appUrl: database.appUrl,
    backfill: nationalIdNumberBackfill(`# from the old system\n${source(tenant, 24)}\r\n`),
    batchSize: 10,
    onProgress: (progress) => seen.push(progress),
  });
  expect(result).toEqual({ done: 28, total: 28, filled: 24 });
  expect(seen.map(({ done }) => done)).toHaveLength(1 + 3 + 1);
  const numbers = await numbersOf(tenant);
  expect(numbers.slice(0, 3)).toEqual(['ID-1', 'ID-2', 'ID-3']);
  expect(numbers.filter((number) => number === null)).toHaveLength(1);
  expect(await numbersOf(other)).toEqual([null, null, null]);
});

test('goes on where it was interrupted and never overwrites', async () => {
  await addPeople(tenant, 30);
  const stop = new AbortController();
  const first = await runBackfill({
    appUrl: database.appUrl,
    backfill: nationalIdNumberBackfill(source(tenant, 30, 'FIRST')),
    batchSize: 10,
    onProgress: ({ filled }) => {
      if (filled === 10) stop.abort();
    },
    signal: stop.signal,
  });
  expect(first.filled).toBe(10);
  const second = await runBackfill({
    appUrl: database.appUrl,
    backfill: nationalIdNumberBackfill(source(tenant, 30, 'SECOND')),
    batchSize: 10,
  });
  expect(second.filled).toBe(20);
  const numbers = await numbersOf(tenant);
  expect(numbers.filter((number) => number?.startsWith('FIRST'))).toHaveLength(10);
  expect(numbers.filter((number) => number?.startsWith('SECOND'))).toHaveLength(20);
});

test('writes an audit row per batch in the tenant it filled, and counts the version up', async () => {
  await addPeople(tenant, 12);
  await runBackfill({
    appUrl: database.appUrl,
    backfill: nationalIdNumberBackfill(source(tenant, 12)),
    batchSize: 10,
  });
  const { rows } = await inTenant(database.appUrl, tenant.id, (client) =>
    client.query(
      `SELECT "action", "entityType", "entityId", "changes" FROM "AuditLog" ORDER BY "sequence"`,
    ),
  );
  expect(rows).toEqual(
    [10, 2].map((filled) => ({
      action: 'backfill.run',
      entityType: 'User',
      entityId: 'national-id-number',
      changes: { column: 'nationalIdNumber', filled },
    })),
  );
  const versions = await inTenant(database.appUrl, tenant.id, (client) =>
    client.query('SELECT DISTINCT "version" FROM "User"'),
  );
  expect(versions.rows).toEqual([{ version: 1 }]);
});

test.each([
  ['a line that is none', 'mainnet;a@example.org;X-1', 'Line 1'],
  ['a number that is none', '# head\nmainnet,a@example.org,<script>', 'Line 2'],
  ['two numbers for one person', 'm,a@example.org,X-1\nm,A@Example.org,X-2', 'Line 2'],
])('refuses %s and names the line, not what it says', (_, csv, line) => {
  expect(() => nationalIdNumberBackfill(csv)).toThrow(line);
  expect(() => nationalIdNumberBackfill(csv)).not.toThrow('example.org');
});
