import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startEmbedded } from '../embedded/index.ts';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../testing/index.ts';
import {
  assignRolePasswords,
  createMigration,
  findCatalogueFaults,
  findDatabaseDrift,
  findUnmigratedChanges,
  migrate,
  migrationsFolder,
  migrationStatus,
  readMigrations,
  resolveFailed,
  schemaFolder,
  withConnection,
} from './index.ts';

// Each starts programs of its own, which a busy machine makes wait.
vi.setConfig({ testTimeout: 60_000 });

const run = promisify(execFile);
const cli = join(import.meta.dirname, '..', 'cli', 'main.ts');

let database: TestDatabase;
const opened: TestDatabase[] = [];
let folder: string;
let names: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'freehold-migrations-'));
  await cp(migrationsFolder, folder, { recursive: true });
  names = (await readMigrations()).map(({ name }) => name);
});
afterEach(async () => {
  for (const { drop } of opened.splice(0)) await drop();
  await rm(folder, { recursive: true, force: true });
});

// Most have to do with a database as it is after migrating, which takes a second each time.
async function openMigrated(): Promise<string> {
  database = await createTestDatabase();
  opened.push(database);
  return database.ownerUrl;
}

async function openEmpty(): Promise<string> {
  database = await createEmptyDatabase();
  opened.push(database);
  return database.ownerUrl;
}

const query = async (url: string, sql: string, values: unknown[] = []) => {
  const { rows } = await withConnection(url, (client) => client.query(sql, values));
  return rows as Record<string, unknown>[];
};
const status = () => withConnection(database.ownerUrl, (client) => migrationStatus(client, folder));

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

describe('migrating', () => {
  test('applies every migration once; again it changes nothing', async () => {
    await openEmpty();
    expect(await migrate({ ownerUrl: database.ownerUrl })).toEqual(names);
    expect(await migrate({ ownerUrl: database.ownerUrl })).toEqual([]);
    expect(await withConnection(database.ownerUrl, findCatalogueFaults)).toEqual([]);
  });

  test('by four processes at once applies each migration once', async () => {
    await openEmpty();
    const env = {
      PATH: process.env['PATH'],
      DATABASE_URL: database.ownerUrl,
      DATABASE_APP_URL: database.appUrl,
      DATABASE_PRIVILEGED_URL: database.privilegedUrl,
    };
    const outputs = await Promise.all(
      [1, 2, 3, 4].map(() => run(process.execPath, [cli, 'migrate'], { env })),
    );
    const applied = outputs.flatMap(({ stdout }) => stdout.match(/applied \S+/g) ?? []);
    expect(applied).toEqual(names.map((name) => `applied ${name}`));
    const rows = await query(database.ownerUrl, 'SELECT migration_name FROM _prisma_migrations');
    expect(rows).toHaveLength(names.length);
  });

  test('goes on from an earlier state and keeps what is stored', async () => {
    await openMigrated();
    const now = new Date().toISOString();
    await query(
      database.privilegedUrl,
      `INSERT INTO "Country" ("code", "alpha3", "numericCode", "nameEn", "nameFr", "createdAt") VALUES ('CH', 'CHE', '756', 'Switzerland', 'Suisse', $1)`,
      [now],
    );
    await addMigration('20270101000000_motto', 'ALTER TABLE "Country" ADD COLUMN "motto" TEXT;');
    expect(await status()).toMatchObject({ isCurrent: false, pending: ['20270101000000_motto'] });
    expect(await migrate({ ownerUrl: database.ownerUrl, folder })).toEqual([
      '20270101000000_motto',
    ]);
    expect(await query(database.appUrl, 'SELECT "code", "motto" FROM "Country"')).toEqual([
      { code: 'CH', motto: null },
    ]);
    expect(await status()).toMatchObject({ isCurrent: true });
  });

  test('that fails leaves nothing of the migration behind, and says so until it is resolved', async () => {
    await openMigrated();
    await addMigration('20270101000000_bad', 'CREATE TABLE "Half" ("one" int); SELECT 1 / 0;');
    await expect(migrate({ ownerUrl: database.ownerUrl, folder })).rejects.toThrow(
      /division by zero/,
    );
    expect(await query(database.ownerUrl, `SELECT to_regclass('"Half"') AS half`)).toEqual([
      { half: null },
    ]);
    expect(await status()).toMatchObject({ isCurrent: false, failed: ['20270101000000_bad'] });
    await expect(migrate({ ownerUrl: database.ownerUrl, folder })).rejects.toThrow(
      /begun and not finished/,
    );
    await resolveFailed(database.ownerUrl, '20270101000000_bad');
    await writeFile(join(folder, '20270101000000_bad', 'migration.sql'), 'SELECT 1;');
    expect(await migrate({ ownerUrl: database.ownerUrl, folder })).toEqual(['20270101000000_bad']);
  });

  test('refuses a migration that was changed after it was applied', async () => {
    await openMigrated();
    const [first] = names;
    await writeFile(join(folder, first!, 'migration.sql'), 'SELECT 1;');
    expect(await status()).toMatchObject({ isCurrent: false, edited: [first] });
    await addMigration('20270101000000_next', 'SELECT 1;');
    await expect(migrate({ ownerUrl: database.ownerUrl, folder })).rejects.toThrow(/changed after/);
  });

  test('refuses a database that is ahead of this code', async () => {
    await openMigrated();
    await addMigration('20270101000000_next', 'SELECT 1;');
    await migrate({ ownerUrl: database.ownerUrl, folder });
    await expect(migrate({ ownerUrl: database.ownerUrl })).rejects.toThrow(/not in this code/);
  });

  test('keeps a body with semicolons whole', async () => {
    await openMigrated();
    await addMigration(
      '20270101000000_body',
      `CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN n := n * 2; RETURN n; END $$;
       COMMENT ON FUNCTION twice(int) IS 'a; b'; CALL protect_tenant_tables();`,
    );
    await migrate({ ownerUrl: database.ownerUrl, folder });
    expect(await query(database.ownerUrl, 'SELECT twice(21)')).toEqual([{ twice: 42 }]);
  });

  test('can build an index without holding writers up', async () => {
    await openMigrated();
    await addMigration(
      '20270101000000_index',
      'CREATE INDEX CONCURRENTLY "User_lastName_idx" ON "User" ("tenantId", "lastName");',
    );
    await migrate({ ownerUrl: database.ownerUrl, folder });
    expect(
      await query(
        database.ownerUrl,
        `SELECT to_regclass('"User_lastName_idx"') IS NOT NULL AS made`,
      ),
    ).toEqual([{ made: true }]);
  });
});

describe('the history', () => {
  test('is Prisma’s own: its table, its checksums, its finished rows', async () => {
    await openMigrated();
    const columns = await query(
      database.ownerUrl,
      `SELECT column_name || ' ' || data_type AS "column" FROM information_schema.columns
       WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
    );
    expect(columns.map((row) => row['column'])).toEqual([
      'id character varying',
      'checksum character varying',
      'finished_at timestamp with time zone',
      'migration_name character varying',
      'logs text',
      'rolled_back_at timestamp with time zone',
      'started_at timestamp with time zone',
      'applied_steps_count integer',
    ]);
    const rows = await query(
      database.ownerUrl,
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, rolled_back_at, logs, applied_steps_count
       FROM _prisma_migrations ORDER BY started_at`,
    );
    const expected = await Promise.all(
      names.map(async (name) => ({
        migration_name: name,
        checksum: createHash('sha256')
          .update(await readFile(join(migrationsFolder, name, 'migration.sql')))
          .digest('hex'),
        finished: true,
        rolled_back_at: null,
        logs: null,
        applied_steps_count: 1,
      })),
    );
    expect(rows).toEqual(expected);
  });

  test('is found in order by Prisma’s engine, as `migrate deploy` would look at it', async () => {
    await openMigrated();
    const { withSchemaEngine } = await import('./engine.ts');
    const { readMigrationList } = await import('./folder.ts');
    const diagnosis = await withSchemaEngine(database.ownerUrl, async (engine) =>
      engine.diagnoseMigrationHistory({
        migrationsList: await readMigrationList(),
        optInToShadowDatabase: true,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    expect(diagnosis).toMatchObject({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    });
  });

  test('can be read by the application’s role, and not written', async () => {
    await openMigrated();
    const seen = await withConnection(database.appUrl, (client) => migrationStatus(client));
    expect(seen.isCurrent).toBe(true);
    await expect(query(database.appUrl, 'DELETE FROM _prisma_migrations')).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('the schema files', () => {
  test('say what the migrations say, and so does a migrated database', async () => {
    const ownerUrl = await openMigrated();
    expect(await findUnmigratedChanges({ ownerUrl })).toBeUndefined();
    expect(await findDatabaseDrift({ ownerUrl })).toBeUndefined();
  });

  test('drift is told as the way back', async () => {
    const ownerUrl = await openMigrated();
    await query(
      ownerUrl,
      'ALTER TABLE "Wallet" DROP COLUMN "name"; CREATE TABLE "Stray" ("id" int)',
    );
    const drift = await findDatabaseDrift({ ownerUrl });
    expect(drift).toContain('ADD COLUMN     "name" VARCHAR(80) NOT NULL');
    expect(drift).toContain('DROP TABLE "Stray"');
  });

  test('changed, make a migration that puts its table behind the wall', async () => {
    const schema = join(folder, 'schema');
    const migrations = join(folder, 'migrations');
    await cp(schemaFolder, schema, { recursive: true });
    await cp(migrationsFolder, migrations, { recursive: true });
    const stamp = `@default(dbgenerated("(NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid")) @db.Uuid`;
    await writeFile(
      join(schema, 'note.prisma'),
      `model Note {\n  tenantId String ${stamp}\n  id String @db.Uuid\n  text String\n  @@id([tenantId, id])\n}\n`,
    );
    const ownerUrl = await openEmpty();
    const options = { ownerUrl, schemaFolder: schema, migrationsFolder: migrations };
    const path = await createMigration('Add a note!', {
      ...options,
      now: new Date('2027-02-03T04:05:06Z'),
    });
    expect(path).toBe(join(migrations, '20270203040506_add_a_note', 'migration.sql'));
    expect(await readFile(path!, 'utf8')).toMatch(
      /^-- CreateTable\nCREATE TABLE "Note"[\s\S]+\nCALL protect_tenant_tables\(\);\n$/,
    );
    expect(await createMigration('again', options)).toBeUndefined();
    await migrate({ ownerUrl, folder: migrations });
    expect(await withConnection(ownerUrl, findCatalogueFaults)).toEqual([]);
  });

  test('leave no shadow database behind', async () => {
    const ownerUrl = await openEmpty();
    await findUnmigratedChanges({ ownerUrl });
    const shadows = await query(
      ownerUrl,
      `SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'`,
    );
    expect(shadows).toEqual([]);
  });
});

describe('roles', () => {
  test('get the passwords of their URLs, and a second time nothing changes', async () => {
    await openMigrated();
    const { ownerUrl, appUrl, privilegedUrl } = database;
    expect(await assignRolePasswords({ ownerUrl, appUrl, privilegedUrl })).toEqual([]);
    await expect(
      assignRolePasswords({ ownerUrl, appUrl: ownerUrl, privilegedUrl }),
    ).rejects.toThrow(/signs in as another role/);
  });

  test('see nothing and write nothing while no tenant is set', async () => {
    await openMigrated();
    const [tenant] = await query(
      database.privilegedUrl,
      `INSERT INTO "Tenant" ("id", "slug", "name") VALUES (gen_random_uuid(), 'one', 'One') RETURNING "id"`,
    );
    const insert = `INSERT INTO "User" ("tenantId", "id", "email", "firstName", "lastName") VALUES ($1, gen_random_uuid(), 'a@example.org', 'A', 'B')`;
    await expect(query(database.appUrl, insert, [tenant!['id']])).rejects.toMatchObject({
      code: '42501',
    });
    expect(await query(database.appUrl, 'SELECT * FROM "User"')).toEqual([]);
  });

  test('an owner who is no superuser can migrate, and the audit chain works for them', async () => {
    await openEmpty();
    const owner = `freehold_plain_${database.name.slice(-8)}`;
    await query(
      database.ownerUrl,
      `CREATE ROLE ${owner} LOGIN PASSWORD 'plain' NOSUPERUSER; ALTER DATABASE ${database.name} OWNER TO ${owner}`,
    );
    const url = new URL(database.ownerUrl);
    url.username = owner;
    url.password = 'plain';
    const ownerUrl = url.toString();
    expect(await migrate({ ownerUrl })).toEqual(names);
    expect(await withConnection(ownerUrl, findCatalogueFaults)).toEqual([]);
    const [tenant] = await query(
      database.privilegedUrl,
      `INSERT INTO "Tenant" ("id", "slug", "name") VALUES (gen_random_uuid(), 'one', 'One') RETURNING "id"`,
    );
    const appended = await withConnection(database.appUrl, async (client) => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.tenant_id', $1, true)`, [tenant!['id']]);
      const { rows } = await client.query(
        `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorName")
         VALUES (gen_random_uuid(), 'a', 'b', 'c', 'SYSTEM', 'd') RETURNING "sequence"`,
      );
      await client.query('COMMIT');
      return rows as unknown[];
    });
    expect(appended).toEqual([{ sequence: '1' }]);
    expect(await query(ownerUrl, 'SELECT * FROM "AuditLog"')).toEqual([]);
    await query(database.ownerUrl, `REASSIGN OWNED BY ${owner} TO CURRENT_USER`);
    await query(database.ownerUrl, `DROP OWNED BY ${owner}; DROP ROLE ${owner}`);
  });
});

describe('on a server without the roles', () => {
  test('two databases that make them at the same moment both succeed', async () => {
    const dataDir = join(folder, 'server');
    await chmod(folder, 0o755);
    const server = await startEmbedded({ dataDir, port: 0, isTest: true });
    try {
      const both = 'freehold_app, freehold_privileged';
      await query(server.ownerUrl, `DROP OWNED BY ${both}; DROP ROLE ${both}`);
      await withConnection(server.ownerUrl, async (rival) => {
        // Made and not yet committed: exactly what another database's migration would be doing.
        await rival.query('BEGIN; CREATE ROLE freehold_app LOGIN');
        const migrating = migrate({ ownerUrl: server.ownerUrl });
        const isWaiting = async () => {
          const sql = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'`;
          return (await query(server.ownerUrl, sql)).length > 0;
        };
        await expect.poll(isWaiting, { timeout: 10_000, interval: 20 }).toBe(true);
        await rival.query('COMMIT');
        expect(await migrating).toEqual(names);
      });
    } finally {
      await server.stop();
    }
  });
});

test('the lock file names the provider', async () => {
  expect(await readFile(join(migrationsFolder, 'migration_lock.toml'), 'utf8')).toContain(
    'provider = "postgresql"',
  );
  expect(await readdir(migrationsFolder)).toContain('migration_lock.toml');
});
