import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  createEmptyDatabase,
  createTenant,
  createTestDatabase,
  inTenant,
  type TestDatabase,
} from '../testing/index.ts';
import { withConnection } from '../migrate/index.ts';
import { drawBar } from './bar.ts';

// Each starts programs of its own, which a busy machine makes wait.
vi.setConfig({ testTimeout: 60_000 });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Outcome = { code: number | null; out: string; err: string };

async function db(args: string[], on: Partial<TestDatabase> = database): Promise<Outcome> {
  const env: Record<string, string | undefined> = {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    DATABASE_URL: on.ownerUrl,
    DATABASE_APP_URL: on.appUrl,
    DATABASE_PRIVILEGED_URL: on.privilegedUrl,
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { env });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

const append = (tenantId: string) =>
  inTenant(database.appUrl, tenantId, (client) =>
    client.query(
      `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorName")
       SELECT gen_random_uuid(), 'a', 'b', 'c', 'SYSTEM', 'd' FROM generate_series(1, 3)`,
    ),
  );

describe('called the wrong way it says how and ends with 2', () => {
  test.each([
    [[], 'npm run db -- <command>'],
    [['nonsense'], 'There is no command "nonsense"'],
    [['toString'], 'There is no command "toString"'],
    [['create-migration'], 'needs one name'],
    [['backfill', 'national-id-number'], 'needs its name and its file'],
    [['backfill', 'constructor', 'file.csv'], 'needs its name and its file'],
    [['audit-verify', 'nobody'], 'No tenant "nobody"'],
  ])('%j', async (args, text) => {
    const { code, out, err } = await db(args);
    expect(code).toBe(2);
    expect(out + err).toContain(text);
    expect(err).not.toContain('    at ');
  });

  test('a URL that is missing is named', async () => {
    const { code, err } = await db(['roles'], { ownerUrl: database.ownerUrl });
    expect({ code, err }).toEqual({ code: 2, err: 'DATABASE_APP_URL is not set.\n' });
  });
});

test('help ends with 0', async () => {
  expect((await db(['help'])).code).toBe(0);
});

test('status is 0 on a good database, 1 on one that lacks migrations or has drifted', async () => {
  expect(await db(['status'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('The walls stand.'),
  });
  const empty = await createEmptyDatabase();
  expect(await db(['status'], empty)).toMatchObject({
    code: 1,
    out: expect.stringContaining('to apply: '),
  });
  expect(await db(['migrate'], empty)).toMatchObject({ code: 0 });
  await withConnection(empty.ownerUrl, (client) =>
    client.query(
      'ALTER TABLE "User" DISABLE ROW LEVEL SECURITY; ALTER TABLE "Wallet" DROP COLUMN "name"',
    ),
  );
  const { code, out } = await db(['status'], empty);
  expect(code).toBe(1);
  expect(out).toContain('row-level security is not enabled and forced: User');
  expect(out).toContain('"name" VARCHAR(80)');
  await empty.drop();
});

test('check-unsafe needs no database', async () => {
  const { code, out } = await db(['check-unsafe'], {});
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('are safe') });
});

test('seed writes the shared tables and may be repeated', async () => {
  expect((await db(['seed'])).code).toBe(0);
  expect((await db(['seed'])).code).toBe(0);
  const { rows } = await withConnection(database.appUrl, (client) =>
    client.query('SELECT count(*)::int AS n FROM "Country"'),
  );
  expect(rows[0].n).toBeGreaterThan(200);
});

test('audit-verify is 0 on good chains, 1 and the row on a broken one', async () => {
  const tenant = await createTenant(database, { slug: 'audited' });
  await append(tenant.id);
  expect(await db(['audit-verify', 'audited'])).toMatchObject({
    code: 0,
    out: 'audited: 3 rows, unbroken\n',
  });
  await withConnection(database.ownerUrl, (client) =>
    client.query(
      `SET session_replication_role = 'replica'; UPDATE "AuditLog" SET "actorName" = 'x' WHERE "sequence" = 2`,
    ),
  );
  const { code, out } = await db(['audit-verify']);
  expect(code).toBe(1);
  expect(out).toMatch(/audited: BROKEN at 2 \([0-9a-f-]{36}\): content does not match its hash/);
});

test('backfill fills from the file', async () => {
  const tenant = await createTenant(database, { slug: 'filled' });
  await inTenant(database.appUrl, tenant.id, (client) =>
    client.query(
      `INSERT INTO "User" ("id", "email", "firstName", "lastName") VALUES (gen_random_uuid(), 'a@example.org', 'A', 'B')`,
    ),
  );
  const folder = await mkdtemp(join(tmpdir(), 'freehold-backfill-'));
  const file = join(folder, 'numbers.csv');
  await writeFile(file, 'filled,A@Example.org,CHE-123\n');
  expect(await db(['backfill', 'national-id-number', file])).toMatchObject({
    code: 0,
    out: '1 of 1 rows filled.\n',
  });
  await writeFile(file, 'filled,A@Example.org\n');
  expect(await db(['backfill', 'national-id-number', file])).toMatchObject({ code: 2 });
  await rm(folder, { recursive: true });
});

test.each([
  [0, 0, '100 %'],
  [1, 3, '33 %'],
  [999, 1000, '99 %'],
  [5, 5, '100 %'],
])('the bar at %i of %i says %s', (done, total, text) => {
  expect(drawBar(done, total)).toContain(text);
  expect(drawBar(done, total)).toMatch(/^\[[#-]{30}\]/);
});
