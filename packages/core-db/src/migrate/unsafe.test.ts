import { describe, expect, test } from 'vitest';
import { readMigrations } from './folder.ts';
import { splitStatements } from './statements.ts';
import { findUnsafe } from './unsafe.ts';

const rules = (sql: string) => findUnsafe(sql).map((finding) => finding.rule);

describe('refused', () => {
  test.each([
    ['required-column', 'ALTER TABLE "User" ADD COLUMN "x" TEXT NOT NULL;'],
    ['required-column', 'ALTER TABLE "User" ADD COLUMN "w" TEXT, ADD COLUMN "x" TEXT NOT NULL;'],
    ['required-column', 'ALTER TABLE "User" ALTER COLUMN "x" SET NOT NULL;'],
    ['dropped', 'ALTER TABLE "User" DROP COLUMN "x";'],
    ['dropped', 'DROP TABLE "User";'],
    ['dropped', 'drop table if exists "User" cascade;'],
    ['renamed', 'ALTER TABLE "User" RENAME COLUMN "x" TO "y";'],
    ['renamed', 'ALTER TABLE "User" RENAME TO "Person";'],
    ['renamed', `ALTER TYPE "UserStatus" RENAME VALUE 'A' TO 'B';`],
    ['type-changed', 'ALTER TABLE "User" ALTER COLUMN "x" TYPE INTEGER USING 1;'],
    ['type-changed', 'ALTER TABLE "User" ALTER COLUMN "x" SET DATA TYPE VARCHAR(10);'],
    ['enum-value-removed', 'DROP TYPE "UserStatus_old";'],
    ['index-under-lock', 'CREATE INDEX "x" ON "User"("tenantId", "y");'],
    ['index-under-lock', 'CREATE UNIQUE INDEX ON public."User" ("tenantId");'],
    ['index-under-lock', 'ALTER TABLE "User" ADD CONSTRAINT "x" UNIQUE ("tenantId", "y");'],
    ['constraint-under-lock', `ALTER TABLE "User" ADD CONSTRAINT "x" CHECK ("y" IN ('a', 'b'));`],
    [
      'constraint-under-lock',
      'ALTER TABLE "User" ADD CONSTRAINT "x" FOREIGN KEY ("a", "b") REFERENCES "Y"("a", "b");',
    ],
    ['rows-changed', `UPDATE "User" SET "x" = 1;`],
    ['rows-changed', `WITH old AS (SELECT 1) DELETE FROM "User";`],
    ['wall-opened', 'ALTER TABLE "User" DISABLE ROW LEVEL SECURITY;'],
    ['wall-opened', 'ALTER TABLE "User" NO FORCE ROW LEVEL SECURITY;'],
    ['wall-opened', 'DROP POLICY tenant_isolation ON "User";'],
    ['wall-opened', 'ALTER TABLE "AuditLog" DISABLE TRIGGER audit_append;'],
    ['concurrently-not-alone', 'CREATE INDEX CONCURRENTLY "x" ON "User"("y"); SELECT 1;'],
    ['table-not-protected', 'CREATE TABLE "New" ("tenantId" uuid);'],
  ])('%s: %s', (rule, sql) => {
    expect(rules(sql)).toContain(rule);
  });

  test('an enum value removed the way Prisma writes it', () => {
    const sql = `CREATE TYPE "S_new" AS ENUM ('A');
      ALTER TABLE "User" ALTER COLUMN "s" TYPE "S_new" USING ("s"::text::"S_new");
      ALTER TYPE "S" RENAME TO "S_old";
      ALTER TYPE "S_new" RENAME TO "S";
      DROP TYPE "S_old";`;
    expect(rules(sql)).toContain('enum-value-removed');
  });

  test('with the line it stands on', () => {
    expect(findUnsafe('-- one\n\nSELECT 1;\n\nDROP TABLE "User";')).toMatchObject([{ line: 5 }]);
  });
});

describe('accepted', () => {
  test.each([
    'ALTER TABLE "User" ADD COLUMN "x" TEXT;',
    `ALTER TABLE "User" ADD COLUMN "x" TEXT NOT NULL DEFAULT 'a, b NOT NULL';`,
    'ALTER TABLE "User" ADD COLUMN "x" DECIMAL(36,9);',
    'ALTER TABLE "User" ALTER COLUMN "x" DROP NOT NULL;',
    'ALTER TABLE "User" ADD CONSTRAINT "x" CHECK ("y" > 0) NOT VALID;',
    'ALTER TABLE "User" VALIDATE CONSTRAINT "x";',
    'ALTER TABLE "User" ADD CONSTRAINT "x" UNIQUE USING INDEX "y";',
    `ALTER TYPE "UserStatus" ADD VALUE 'NEW';`,
    'CREATE INDEX CONCURRENTLY "x" ON "User"("tenantId", "y");',
    `-- DROP TABLE "User";\nSELECT 'DROP TABLE "User";';`,
    `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN DELETE FROM "User"; END $f$;`,
    `CREATE TABLE "New" ("tenantId" uuid); CREATE INDEX "x" ON "New"("tenantId");
     ALTER TABLE "New" ADD CONSTRAINT "y" UNIQUE ("tenantId"); CALL protect_tenant_tables();`,
  ])('%s', (sql) => {
    expect(rules(sql)).toEqual([]);
  });
});

describe('the reason', () => {
  test('excuses the file that carries it', () => {
    expect(
      rules('-- unsafe-ok: nothing has read the table since version 2.\nDROP TABLE "Old";'),
    ).toEqual([]);
  });

  test.each(['-- unsafe-ok:', '-- unsafe-ok: ok', '/* unsafe-ok: a good long reason */'])(
    'counts not when it is %j',
    (line) => {
      expect(rules(`${line}\nDROP TABLE "Old";`)).not.toEqual([]);
    },
  );

  test('does not excuse an unprotected table', () => {
    const sql = '-- unsafe-ok: a good long reason\nCREATE TABLE "New" ("tenantId" uuid);';
    expect(rules(sql)).toEqual(['table-not-protected']);
  });
});

test('statements are told apart whatever their bodies hold', () => {
  const sql = `SELECT ';' AS "a;b"; /* ; */ DO $x$ BEGIN; END $x$; -- ;\nSELECT E'it\\';s', 'it''s;';`;
  expect(splitStatements(sql).map((statement) => statement.text)).toEqual([
    `SELECT '' AS "a;b"`,
    'DO $$',
    `SELECT '', ''`,
  ]);
});

test('every migration of the platform is safe or says why', async () => {
  const findings = (await readMigrations()).flatMap(({ name, sql }) =>
    findUnsafe(sql).map((finding) => `${name}: ${finding.rule} ${finding.statement}`),
  );
  expect(findings).toEqual([]);
});
