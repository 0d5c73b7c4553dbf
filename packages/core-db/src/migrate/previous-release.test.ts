import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../testing/index.ts';
import {
  findCatalogueFaults,
  findDatabaseDrift,
  migrate,
  migrationsFolder,
  readMigrations,
  verifyAuditChain,
  withConnection,
} from './index.ts';

// What a release had stored after its demo was made, as INSERTs, and its last migration.
const releases = [
  { name: 'first', last: '20261121070006_list_indexes', hashVersion: 1 },
  { name: 'accounts', last: '20261121160004_audit_of_organizations', hashVersion: 2 },
  { name: 'money', last: '20261121190038_tenant_keys_of_entries_gone', hashVersion: 2 },
];

async function readTables(client: Client): Promise<Record<string, Record<string, unknown>[]>> {
  const tables: Record<string, Record<string, unknown>[]> = {};
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
     AND relkind = 'r' AND relname <> '_prisma_migrations' ORDER BY 1`,
  );
  for (const { name } of rows) {
    const found = await client.query(`SELECT to_jsonb(t) AS row FROM "${name}" t ORDER BY 1`);
    tables[name] = found.rows.map(({ row }) => row as Record<string, unknown>);
  }
  return tables;
}

describe.each(releases)('a database made by the release "$name"', ({ name, last, hashVersion }) => {
  const stored = new URL(`releases/${name}.sql.gz`, import.meta.url);
  let database: TestDatabase;
  let folder: string;
  let before: Record<string, Record<string, unknown>[]>;
  const inOwner = <T>(work: (client: Client) => Promise<T>) =>
    withConnection(database.ownerUrl, work);

  beforeAll(async () => {
    database = await createEmptyDatabase();
    folder = await mkdtemp(join(tmpdir(), 'freehold-release-'));
    const released = (await readMigrations()).filter((file) => file.name <= last);
    for (const file of ['migration_lock.toml', ...released.map((each) => each.name)]) {
      await cp(join(migrationsFolder, file), join(folder, file), { recursive: true });
    }
    await migrate({ ownerUrl: database.ownerUrl, folder });
    const script = (await promisify(gunzip)(await readFile(stored))).toString('utf8');
    before = await inOwner(async (client) => {
      // The rows were checked and chained when they were first written.
      await client.query(`SET session_replication_role = replica; ${script}`);
      await client.query('RESET session_replication_role');
      return readTables(client);
    });
    await migrate({ ownerUrl: database.ownerUrl });
  });
  afterAll(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test('had people, reviews, messages and a ledger in it', () => {
    const filled = ['User', 'ApprovalCase', 'OutboundMessage', 'LedgerBlock', 'AuditLog', 'Wallet'];
    for (const table of filled) expect(before[table]?.length).toBeGreaterThan(0);
  });

  test('is migrated to what the schema says, behind every wall', async () => {
    expect(await inOwner(findCatalogueFaults)).toEqual([]);
    expect(await findDatabaseDrift({ ownerUrl: database.ownerUrl })).toBeUndefined();
  });

  test('keeps every row with every value', async () => {
    const after = await inOwner(readTables);
    for (const [table, rows] of Object.entries(before)) {
      expect(after[table]?.length, table).toBe(rows.length);
      const kept = after[table] ?? [];
      rows.forEach((row, index) => expect(kept[index], table).toMatchObject(row));
    }
  });

  test('has in every wallet what its entries say, and nothing that came from nowhere', async () => {
    const faults = await inOwner((client) =>
      client.query(`
        SELECT w."id" FROM "Wallet" w LEFT JOIN "Transaction" e ON e."walletId" = w."id"
        GROUP BY w."tenantId", w."id" HAVING w."cachedBalance" <> coalesce(sum(e."amount"), 0) OR w."entryCount" <> count(e."id")
        UNION ALL
        SELECT w."tenantId" FROM "Wallet" w GROUP BY w."tenantId" HAVING sum(w."cachedBalance") <> 0`),
    );
    expect(faults.rows).toEqual([]);
  });

  test('still proves its audit trail, and takes a new entry on top of it', async () => {
    await inOwner(async (client) => {
      const tenants = before['Tenant']?.map(({ id }) => String(id)) ?? [];
      for (const tenantId of tenants) {
        await client.query(`SELECT set_config('app.tenant_id', $1, false)`, [tenantId]);
        await client.query(
          `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorName")
           VALUES (gen_random_uuid(), 'test.append', 'Test', '1', 'SYSTEM', 'test')`,
        );
        const verdict = await verifyAuditChain(client, tenantId);
        expect(verdict).toMatchObject({ isComplete: true, broken: undefined });
        expect(verdict.checked).toBeGreaterThan(0);
      }
    });
  });

  test('can erase somebody it knew: their details leave its trail, which still proves itself', async () => {
    await inOwner(async (client) => {
      const person = before['User']?.find(({ role }) => role === 'USER');
      const { tenantId, id } = person as { tenantId: string; id: string };
      await client.query(`SELECT set_config('app.tenant_id', $1, false)`, [tenantId]);
      const holds = async () => {
        const { rows } = await client.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM "AuditLog"
           WHERE "tenantId" = $1 AND "hashVersion" = $3 AND "entityId" = $2 AND "changes" <> '{}'`,
          [tenantId, id, hashVersion],
        );
        return rows[0]?.count;
      };
      expect(await holds()).toBeGreaterThan(0);
      await client.query('BEGIN');
      await client.query(
        `UPDATE "User" SET "deletedAt" = now(), "erasedAt" = now() WHERE "tenantId" = $1 AND "id" = $2`,
        [tenantId, id],
      );
      await client.query('SELECT audit_shed($1)', [id]);
      await client.query(
        `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorName")
         VALUES (gen_random_uuid(), 'user.erase', 'User', $1, 'SYSTEM', 'test')`,
        [id],
      );
      await client.query('COMMIT');
      expect(await holds()).toBe(0);
      const verdict = await verifyAuditChain(client, tenantId);
      expect(verdict).toMatchObject({ isComplete: true, broken: undefined });
      expect(verdict.shed).toBeGreaterThan(0);
    });
  });
});
