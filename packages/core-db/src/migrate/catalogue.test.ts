import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { findCatalogueFaults } from './catalogue.ts';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

async function faultsAfter(sql: string): Promise<string[]> {
  await owner.query('BEGIN');
  try {
    await owner.query(sql);
    return await findCatalogueFaults(owner);
  } finally {
    await owner.query('ROLLBACK');
  }
}

const tenantId = `"tenantId" uuid NOT NULL DEFAULT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid`;

test('the migrated database keeps every promise', async () => {
  expect(await findCatalogueFaults(owner)).toEqual([]);
});

test('the exceptions are these and no others', async () => {
  const { rows } = await owner.query<{ line: string }>(
    `SELECT table_name || ' ' || kind || ' ' || array_to_string(privileged_verbs, ',') AS line
     FROM table_rules() ORDER BY 1`,
  );
  expect(rows.map((row) => row.line.trim())).toEqual([
    'AuditChain database-written',
    'AuditLog append-only INSERT',
    'Country shared INSERT,UPDATE,DELETE',
    'EventLog append-only',
    'LedgerBlock append-only',
    'LedgerTransaction append-only',
    'OutboundMessage tenant UPDATE,DELETE',
    'OutboxCommand tenant UPDATE,DELETE',
    'PendingRegistration tenant UPDATE,DELETE',
    'Session tenant UPDATE,DELETE',
    'Tenant shared INSERT,UPDATE,DELETE',
    'Transaction append-only',
    'TransactionRiskScore append-only',
    'TransferLeg append-only',
    'UsageBudget tenant UPDATE,DELETE',
    'WebhookDelivery tenant UPDATE,DELETE',
  ]);
});

test('each role may run these functions and no others', async () => {
  const { rows } = await owner.query<{ line: string }>(
    `SELECT r.rolname || ' ' || p.proname AS line FROM pg_proc p CROSS JOIN pg_roles r
     WHERE p.pronamespace = 'public'::regnamespace AND r.rolname ~ '^freehold_(app|privileged)$'
       AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
       -- The server's own since PostgreSQL 18.
       AND p.proname <> 'uuidv7' ORDER BY 1`,
  );
  expect(rows.map((row) => row.line)).toEqual([
    'freehold_app append_audit',
    'freehold_app append_commands',
    'freehold_app append_entries',
    'freehold_app audit_actor_details',
    'freehold_app audit_bare',
    'freehold_app audit_canonical',
    'freehold_app audit_content_details',
    'freehold_app audit_digest',
    'freehold_app audit_hash',
    'freehold_app audit_row_fault',
    'freehold_app audit_shed',
    'freehold_app audit_shed_part',
    'freehold_app audit_shed_proof',
    'freehold_app audit_verify',
    'freehold_app business_answer',
    'freehold_app business_is_approved',
    'freehold_app business_record',
    'freehold_app business_review',
    'freehold_app commit_outbox_commands',
    'freehold_app decide_business_review',
    'freehold_app decide_business_transfer',
    'freehold_app drop_transfers',
    'freehold_app give_usage_back',
    'freehold_app lock_usage',
    'freehold_app money_stripe',
    'freehold_app post_transfer_calls',
    'freehold_app post_transfers',
    'freehold_app release_transfers',
    'freehold_app settle_transfer_batch',
    'freehold_app settle_transfers',
    'freehold_app transfer_terms',
    'freehold_app unhold_transfers',
    'freehold_app update_tenant_settings',
    'freehold_privileged audit_actor_details',
    'freehold_privileged audit_bare',
    'freehold_privileged audit_canonical',
    'freehold_privileged audit_content_details',
    'freehold_privileged audit_digest',
    'freehold_privileged audit_hash',
    'freehold_privileged audit_row_fault',
    'freehold_privileged audit_shed_part',
    'freehold_privileged audit_shed_proof',
    'freehold_privileged audit_verify',
    'freehold_privileged claim_outbound_messages',
    'freehold_privileged claim_outbox_batch',
    'freehold_privileged claim_outbox_commands',
    'freehold_privileged claim_outbox_commands',
    'freehold_privileged claim_webhook_deliveries',
  ]);
});

describe('it is found when', () => {
  const slips: [string, string, string][] = [
    [
      'a table is not protected',
      `CREATE TABLE "New" (${tenantId}, PRIMARY KEY ("tenantId"))`,
      'row-level security',
    ],
    [
      'row-level security is off',
      `ALTER TABLE "User" DISABLE ROW LEVEL SECURITY`,
      'row-level security',
    ],
    [
      'row-level security is not forced',
      `ALTER TABLE "User" NO FORCE ROW LEVEL SECURITY`,
      'row-level security',
    ],
    [
      'the policy is gone',
      `DROP POLICY tenant_isolation ON "User"`,
      'the tenant policy is missing',
    ],
    [
      'the policy checks reads only',
      `ALTER POLICY tenant_isolation ON "User" WITH CHECK (true)`,
      'the tenant policy is missing',
    ],
    [
      'a policy opens the table',
      `CREATE POLICY p ON "User" USING (true)`,
      'another permissive policy',
    ],
    [
      'tenantId may be null',
      `ALTER TABLE "Wallet" DROP CONSTRAINT "Wallet_pkey" CASCADE; ALTER TABLE "Wallet" ALTER "tenantId" DROP NOT NULL`,
      'tenantId is not a required',
    ],
    [
      'tenantId is not stamped',
      `ALTER TABLE "Wallet" ALTER "tenantId" DROP DEFAULT`,
      'tenantId is not a required',
    ],
    [
      'a unique index is global',
      `CREATE UNIQUE INDEX x ON "User" ("email")`,
      'not led by tenantId: x',
    ],
    [
      'a foreign key leaves the tenant out',
      `CREATE TABLE "New" (${tenantId}, "walletId" uuid, PRIMARY KEY ("tenantId"));
       ALTER TABLE "Wallet" ADD CONSTRAINT w UNIQUE ("id");
       ALTER TABLE "New" ADD CONSTRAINT x FOREIGN KEY ("walletId") REFERENCES "Wallet" ("id")`,
      'does not carry the tenant: x',
    ],
    [
      'a foreign key has no index',
      `DROP INDEX "Wallet_tenantId_userId_createdAt_idx"`,
      'no index to follow it back: Wallet_tenantId_userId_fkey',
    ],
    [
      'a foreign key has an index of some rows only',
      `DROP INDEX "Wallet_tenantId_userId_createdAt_idx";
       CREATE INDEX x ON "Wallet" ("tenantId", "userId") WHERE "isFrozen"`,
      'no index to follow it back: Wallet_tenantId_userId_fkey',
    ],
    [
      'a foreign key has an index of the rows with a value elsewhere',
      `DROP INDEX "Wallet_tenantId_userId_createdAt_idx";
       CREATE INDEX x ON "Wallet" ("tenantId", "userId") WHERE "systemKey" IS NOT NULL`,
      'no index to follow it back: Wallet_tenantId_userId_fkey',
    ],
    [
      'an append-only trigger is off',
      `ALTER TABLE "AuditLog" DISABLE TRIGGER refuse_change`,
      'no trigger that refuses',
    ],
    [
      'the application may truncate',
      `GRANT TRUNCATE ON "User" TO freehold_app`,
      'more with the table than its kind allows: User TRUNCATE',
    ],
    [
      'the application may rewrite the audit log',
      `GRANT UPDATE ("action") ON "AuditLog" TO freehold_app`,
      'kind allows: AuditLog UPDATE',
    ],
    [
      'the application may write a shared table',
      `GRANT INSERT ON "Tenant" TO freehold_app`,
      'kind allows: Tenant INSERT',
    ],
    [
      'the privileged role may write users',
      `GRANT UPDATE ON "User" TO freehold_privileged`,
      'its rule names: User UPDATE',
    ],
    [
      'the privileged role may move rows',
      `GRANT UPDATE ON "Session" TO freehold_privileged`,
      'move a row to another tenant: Session',
    ],
    [
      'a view has no security_invoker',
      `CREATE VIEW v AS SELECT * FROM "User"`,
      'a view reads past the policies',
    ],
    [
      'a materialised view exists',
      `CREATE MATERIALIZED VIEW v AS SELECT * FROM "User"`,
      'a view reads past the policies',
    ],
    [
      'a table hides in another schema',
      `CREATE SCHEMA s; CREATE TABLE s.t (one int)`,
      'outside the schema that is protected: s.t',
    ],
    [
      'a definer function follows the search path',
      `CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
      'no fixed search_path: f',
    ],
    [
      'everybody may run a function',
      `CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION f() TO PUBLIC`,
      'everybody may run a function: f()',
    ],
    [
      'everybody may read a table',
      `GRANT SELECT ON "Tenant" TO PUBLIC`,
      'everybody has a right on a table: Tenant',
    ],
    [
      'the application owns a table',
      `ALTER TABLE "Wallet" OWNER TO freehold_app`,
      'freehold_app owns Wallet',
    ],
    [
      'the application passes the policies',
      `ALTER ROLE freehold_app BYPASSRLS`,
      'could pass the policies or make roles',
    ],
    [
      'the application can become the privileged role',
      `GRANT freehold_privileged TO freehold_app`,
      'can become another: freehold_app in freehold_privileged',
    ],
    [
      'the application may create tables',
      `GRANT CREATE ON SCHEMA public TO freehold_app`,
      'may create objects: freehold_app SCHEMA',
    ],
    [
      'the application may create temporary tables',
      `DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO freehold_app', current_database()); END $$`,
      'may create objects: freehold_app TEMPORARY',
    ],
  ];
  test.each(slips)('%s', async (_, sql, expected) => {
    const faults = await faultsAfter(sql);
    expect(faults.filter((fault) => fault.includes(expected))).not.toEqual([]);
  });
});

describe('protect_tenant_tables()', () => {
  test('puts a new table behind the wall', async () => {
    const sql = `CREATE TABLE "New" (${tenantId}, "id" uuid, PRIMARY KEY ("tenantId", "id")); CALL protect_tenant_tables()`;
    expect(await faultsAfter(sql)).toEqual([]);
  });

  test('takes back what slipped in', async () => {
    const sql = `GRANT ALL ON "User" TO freehold_app, PUBLIC; GRANT UPDATE ON "Session" TO freehold_privileged;
                 ALTER TABLE "User" NO FORCE ROW LEVEL SECURITY; DROP POLICY tenant_isolation ON "Wallet";
                 CALL protect_tenant_tables()`;
    expect(await faultsAfter(sql)).toEqual([]);
  });

  test.each([
    [
      'a table without tenantId',
      `CREATE TABLE "New" ("id" uuid PRIMARY KEY)`,
      /no required "tenantId"/,
    ],
    [
      'a view without security_invoker',
      `CREATE VIEW v AS SELECT * FROM "User"`,
      /security_invoker/,
    ],
    [
      'a materialised view',
      `CREATE MATERIALIZED VIEW v AS SELECT * FROM "User"`,
      /security_invoker/,
    ],
    [
      'a definer function without search_path',
      `CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
      /search_path/,
    ],
  ])('refuses %s', async (_, sql, message) => {
    await expect(faultsAfter(`${sql}; CALL protect_tenant_tables()`)).rejects.toThrow(message);
  });

  test('run again locks no table that is protected already', async () => {
    await owner.query('BEGIN');
    await owner.query('CALL protect_tenant_tables()');
    const { rows } = await owner.query(
      `SELECT DISTINCT mode FROM pg_locks WHERE pid = pg_backend_pid()
         AND relation = '"User"'::regclass AND mode NOT IN ('AccessShareLock', 'RowExclusiveLock')`,
    );
    await owner.query('ROLLBACK');
    expect(rows).toEqual([]);
  });
});

test('an index of the rows whose key has a value follows a foreign key back', async () => {
  const faults = await faultsAfter(
    `DROP INDEX "Wallet_tenantId_userId_createdAt_idx";
     CREATE INDEX x ON "Wallet" ("tenantId", "userId") WHERE "userId" IS NOT NULL`,
  );
  expect(faults).toEqual([]);
});
