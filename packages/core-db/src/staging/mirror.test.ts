import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withConnection } from '../migrate/index.ts';
import {
  createTenant,
  createTestDatabase,
  inTenant,
  type TestDatabase,
  type TestTenant,
} from '../testing/index.ts';
import { mirrorLock, mirrorStaging, type MirrorOptions } from './mirror.ts';
import { mirroredTables } from './tables.ts';

let source: TestDatabase;
let staging: TestDatabase;
let chosen: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  source = await createTestDatabase();
});
afterAll(() => source.drop());
beforeEach(async () => {
  staging = await createTestDatabase();
  chosen = await createTenant(source);
  other = await createTenant(source);
  return () => staging.drop();
});

const addPeople = (to: TestTenant, count: number) =>
  inTenant(source.appUrl, to.id, async (client) => {
    await client.query(
      `INSERT INTO "User" ("id", "email", "username", "passwordHash", "firstName", "lastName", "phone",
         "dateOfBirth", "nationalIdNumber", "avatar", "gender", "registrationId", "role")
       SELECT gen_random_uuid(), 'ada' || n || '@people.test', 'ada' || n, '$argon2id$secret', 'Ada',
         'Lovelace', '+4179' || (1000000 + n), '1990-05-17', 'NAT-' || n, 'https://a.test/' || n,
         'FEMALE', gen_random_uuid(), 'REVIEWER' FROM generate_series(1, $1) n`,
      [count],
    );
    await client.query(
      `INSERT INTO "UserPreferences" ("userId", "locale") SELECT "id", 'fr' FROM "User"`,
    );
    await client.query(
      `INSERT INTO "Session" ("id", "userId", "tokenHash", "audience", "expiresAt")
       SELECT gen_random_uuid(), "id", sha256("id"::text::bytea), 'CONSOLE', now() FROM "User";
       INSERT INTO "Authenticator" ("id", "userId", "secretCiphertext")
       SELECT gen_random_uuid(), "id", '\\x5ec3e7' FROM "User"`,
    );
  });

const mirror = (options: Partial<MirrorOptions> = {}) =>
  mirrorStaging({
    sourceUrl: source.privilegedUrl,
    stagingUrl: staging.ownerUrl,
    tenants: [chosen.slug],
    ...options,
  });

const readStaging = async (sql: string) =>
  (await withConnection(staging.privilegedUrl, (client) => client.query(sql))).rows;

test('a person arrives with states and role, and nothing that names, reaches or admits them', async () => {
  await addPeople(chosen, 1);
  await mirror();
  const [person] = await readStaging('SELECT *, "dateOfBirth"::text AS birth FROM "User"');
  expect(person).toMatchObject({
    tenantId: chosen.id,
    email: `${person.id}@staging.invalid`,
    username: `user-${person.id.replaceAll('-', '')}`,
    passwordHash: null,
    firstName: 'Person',
    lastName: person.id.slice(-12),
    phone: null,
    avatar: null,
    gender: null,
    nationalIdNumber: null,
    registrationId: null,
    birth: '1990-01-01',
    role: 'REVIEWER',
  });
  const everything = await readStaging(
    `SELECT to_jsonb(u)::text AS row FROM "User" u UNION ALL SELECT to_jsonb(p)::text FROM "UserPreferences" p`,
  );
  expect(JSON.stringify(everything)).not.toMatch(/\bada\b|lovelace|argon|\+41|NAT-|a\.test/iu);
  expect(await readStaging('SELECT "locale" FROM "UserPreferences"')).toEqual([{ locale: 'fr' }]);
});

test('only identity of the chosen tenants is copied', async () => {
  await addPeople(chosen, 2);
  await addPeople(other, 2);
  await mirror();
  expect(await readStaging('SELECT "slug" FROM "Tenant"')).toEqual([{ slug: chosen.slug }]);
  expect(await readStaging('SELECT DISTINCT "tenantId" FROM "User"')).toEqual([
    { tenantId: chosen.id },
  ]);
  const mirrored = mirroredTables.map(({ name }) => name);
  const tables: { name: string }[] = await readStaging(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of tables.filter((table) => /^[A-Z]/.test(table.name))) {
    const [row] = await readStaging(`SELECT count(*)::int AS rows FROM "${name}"`);
    if (!mirrored.includes(name)) expect({ name, rows: row.rows }).toEqual({ name, rows: 0 });
  }
});

test('a second run changes nothing, and a change in the source arrives with the next', async () => {
  await addPeople(chosen, 5);
  expect((await mirror()).changed).toBe(1 + 5 + 5);
  const before = await readStaging('SELECT *, xmin FROM "User" ORDER BY "id"');
  expect((await mirror()).changed).toBe(0);
  expect(await readStaging('SELECT *, xmin FROM "User" ORDER BY "id"')).toEqual(before);
  await inTenant(source.appUrl, chosen.id, (client) =>
    client.query(`UPDATE "User" SET "status" = 'ACTIVE' WHERE "email" = 'ada3@people.test'`),
  );
  expect((await mirror()).changed).toBe(1);
  expect(await readStaging(`SELECT count(*)::int FROM "User" WHERE "status" = 'ACTIVE'`)).toEqual([
    { count: 1 },
  ]);
});

test('cut in the middle, it goes on behind the last batch', async () => {
  await addPeople(chosen, 25);
  const cut = mirror({
    batchSize: 10,
    onProgress: ({ done }) => {
      if (done === 11) throw new Error('cut');
    },
  });
  await expect(cut).rejects.toThrow('cut');
  expect(await readStaging('SELECT count(*)::int FROM "User"')).toEqual([{ count: 10 }]);
  const seen: number[] = [];
  const rest = await mirror({ batchSize: 10, onProgress: ({ done }) => seen.push(done) });
  // The tenant again, the 15 people that were left, and all preferences, ten at a time.
  expect(rest).toEqual({ done: 1 + 15 + 25, total: 1 + 15 + 25, changed: 15 + 25 });
  expect(seen).toEqual([0, 1, 11, 16, 26, 36, 41]);
  expect(await readStaging('SELECT count(*)::int FROM "User"')).toEqual([{ count: 25 }]);
  const { rows } = await withConnection(staging.ownerUrl, (client) =>
    client.query('SELECT * FROM freehold_mirror.checkpoint'),
  );
  expect(rows).toEqual([]);
});

test('a stop is heard between two batches', async () => {
  await addPeople(chosen, 3);
  const stop = new AbortController();
  const { done } = await mirror({
    batchSize: 1,
    signal: stop.signal,
    onProgress: (progress) => progress.done === 2 && stop.abort(),
  });
  expect(done).toBe(2);
  expect((await mirror()).done).toBe(1 + 2 + 3);
});

test('the database that is read is refused as staging, by whatever name', async () => {
  const aliased = new URL(source.ownerUrl);
  aliased.hostname = aliased.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  for (const stagingUrl of [source.ownerUrl, aliased.href]) {
    await expect(mirror({ stagingUrl })).rejects.toThrow('names the database that is read');
  }
});

test('a tenant that is not there, and two mirrors at once, are refused', async () => {
  await expect(mirror({ tenants: [chosen.slug, 'nobody'] })).rejects.toThrow('"nobody"');
  await withConnection(staging.ownerUrl, async (first) => {
    await first.query('SELECT pg_advisory_lock($1)', [mirrorLock]);
    await expect(mirror()).rejects.toThrow('Another mirror');
  });
});

test('every column of a mirrored table has been decided about', async () => {
  for (const { name, columns } of mirroredTables) {
    const found = await readStaging(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = '"${name}"'::regclass
       AND attnum > 0 AND NOT attisdropped ORDER BY attname`,
    );
    expect(new Set(Object.keys(columns))).toEqual(new Set(found.map((column) => column.name)));
  }
});

test('the command does nothing and says so where the variable is absent, and mirrors where it is set', async () => {
  const run = async (env: Record<string, string>) => {
    const main = join(import.meta.dirname, '..', 'cli', 'main.ts');
    const child = spawn(process.execPath, [main, 'mirror-staging'], {
      env: { PATH: process.env['PATH'], DATABASE_URL: source.ownerUrl, ...env },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (text += chunk));
    const [code] = await once(child, 'close');
    return { code, text };
  };
  expect(await run({})).toEqual({
    code: 0,
    text: 'STAGING_DATABASE_URL is not set: nothing is mirrored.\n',
  });
  const set = {
    STAGING_DATABASE_URL: staging.ownerUrl,
    DATABASE_PRIVILEGED_URL: source.privilegedUrl,
  };
  expect(await run(set)).toMatchObject({ code: 2, text: 'STAGING_TENANTS names no tenant.\n' });
  const { code, text } = await run({ ...set, STAGING_TENANTS: ` ${chosen.slug}, ` });
  expect([code, text]).toEqual([0, '1 rows read, 1 of them new or different in staging.\n']);
}, 60_000);
