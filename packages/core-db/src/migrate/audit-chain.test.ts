import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createTenant,
  createTestDatabase,
  inTenant,
  type TestDatabase,
  type TestTenant,
} from '../testing/index.ts';

let database: TestDatabase;
let owner: pg.Client;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});
beforeEach(async () => {
  tenant = await createTenant(database);
});

const insert = `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorName", "changes")
  VALUES (gen_random_uuid(), $1, 'User', 'u1', 'SYSTEM', 'Clean-up', '{"b": 1, "a": {"z": "é"}}')`;

const append = (count: number, id = tenant.id) =>
  inTenant(database.appUrl, id, async (client) => {
    for (let index = 1; index <= count; index += 1)
      await client.query(insert, [`user.step${index}`]);
  });

type Verdict = {
  checked: number;
  lastSequence: string;
  isComplete: boolean;
  brokenSequence: string | null;
  brokenId: string | null;
  reason: string | null;
};

async function verify(from = 1, limit = 10_000, id = tenant.id): Promise<Verdict> {
  const { rows } = await owner.query<Verdict>('SELECT * FROM audit_verify($1, $2, $3)', [
    id,
    from,
    limit,
  ]);
  return rows[0]!;
}

/** What a superuser could do who goes past every trigger. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  await owner.query('BEGIN');
  await owner.query(`SET LOCAL session_replication_role = 'replica'`);
  const { rowCount } = await owner.query(sql, values);
  await owner.query('COMMIT');
  expect(rowCount).toBeGreaterThan(0);
}

describe('appending', () => {
  test('numbers rows from one and links each to the one before', async () => {
    await append(3);
    const { rows } = await owner.query<{ sequence: string; previousHash: Buffer; hash: Buffer }>(
      'SELECT "sequence", "previousHash", "hash" FROM "AuditLog" WHERE "tenantId" = $1 ORDER BY "sequence"',
      [tenant.id],
    );
    expect(rows.map((row) => row.sequence)).toEqual(['1', '2', '3']);
    expect(rows[0]!.previousHash).toEqual(Buffer.alloc(32));
    expect(rows[1]!.previousHash).toEqual(rows[0]!.hash);
    expect(rows[2]!.previousHash).toEqual(rows[1]!.hash);
  });

  test('hashes the documented text, which anyone can recompute', async () => {
    await append(1);
    const { rows } = await owner.query<{
      text: string;
      hash: Buffer;
      previousHash: Buffer;
      actorSalt: Buffer;
      contentSalt: Buffer;
    }>(
      `SELECT audit_canonical(a) AS text, "hash", "previousHash", "actorSalt", "contentSalt"
       FROM "AuditLog" a WHERE "tenantId" = $1`,
      [tenant.id],
    );
    const [row] = rows;
    const digest = (salt: Buffer, details: string) =>
      createHash('sha256').update(salt).update(details).digest('hex');
    expect(JSON.parse(row!.text)).toEqual([
      'freehold.audit.2',
      tenant.id,
      1,
      expect.any(String),
      ...['user.step1', 'User', 'u1', 'SYSTEM', null, null, null, null],
      expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      digest(row!.actorSalt, '["freehold.audit.actor.2", "Clean-up", null, null]'),
      digest(row!.contentSalt, '["freehold.audit.content.2", null, {"a": {"z": "é"}, "b": 1}]'),
      ...[null, null],
    ]);
    expect(row!.actorSalt).toHaveLength(32);
    expect(row!.actorSalt).not.toEqual(row!.contentSalt);
    const hash = createHash('sha256').update(row!.previousHash).update(row!.text).digest();
    expect(row!.hash).toEqual(hash);
  });

  test('ignores a sequence or hash that the caller makes up', async () => {
    await inTenant(database.appUrl, tenant.id, (client) =>
      client.query(
        `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorName", "sequence", "hash", "previousHash")
         VALUES (gen_random_uuid(), 'a', 'b', 'c', 'SYSTEM', 'd', 77, '\\x00', '\\x01')`,
      ),
    );
    expect(await verify()).toMatchObject({
      checked: 1,
      lastSequence: '1',
      isComplete: true,
      reason: null,
    });
  });

  test('from 20 transactions at once leaves no gap and no fork', async () => {
    await Promise.all(Array.from({ length: 20 }, () => append(5)));
    expect(await verify()).toMatchObject({
      checked: 100,
      lastSequence: '100',
      isComplete: true,
      reason: null,
    });
  });

  test('that is rolled back leaves no trace', async () => {
    await append(1);
    await expect(
      inTenant(database.appUrl, tenant.id, async (client) => {
        await client.query(insert, ['user.lost']);
        throw new Error('later');
      }),
    ).rejects.toThrow('later');
    await append(1);
    expect(await verify()).toMatchObject({ checked: 2, reason: null });
  });

  test('of an id that exists is refused, ON CONFLICT included, and the chain holds', async () => {
    await append(1);
    const again = inTenant(database.appUrl, tenant.id, (client) =>
      client.query(
        `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorName")
         SELECT "id", 'a', 'b', 'c', 'SYSTEM', 'd' FROM "AuditLog" ON CONFLICT DO NOTHING`,
      ),
    );
    await expect(again).rejects.toMatchObject({ code: '23505' });
    expect(await verify()).toMatchObject({ checked: 1, isComplete: true, reason: null });
  });

  test('keeps tenants apart: each has a chain of its own', async () => {
    const other = await createTenant(database);
    await append(2);
    await append(1, other.id);
    expect(await verify()).toMatchObject({ checked: 2, reason: null });
    expect(await verify(1, 100, other.id)).toMatchObject({ checked: 1, reason: null });
  });

  test.each(['appUrl', 'privilegedUrl', 'ownerUrl'] as const)(
    'into another tenant is refused through %s',
    async (url) => {
      const other = await createTenant(database);
      const attempt = inTenant(database[url], tenant.id, (client) =>
        client.query(
          `INSERT INTO "AuditLog" ("tenantId", "id", "action", "entityType", "entityId", "actorKind", "actorName")
           VALUES ($1, gen_random_uuid(), 'a', 'b', 'c', 'SYSTEM', 'd')`,
          [other.id],
        ),
      );
      await expect(attempt).rejects.toMatchObject({ code: '42501' });
    },
  );
});

describe('changing', () => {
  test.each([
    ['appUrl', `UPDATE "AuditLog" SET "action" = 'x'`],
    ['appUrl', `DELETE FROM "AuditLog"`],
    ['appUrl', `TRUNCATE "AuditLog"`],
    ['appUrl', `UPDATE "AuditChain" SET "sequence" = 0`],
    ['appUrl', `INSERT INTO "AuditChain" ("hash") VALUES ('\\x00')`],
    ['privilegedUrl', `UPDATE "AuditLog" SET "action" = 'x'`],
    ['privilegedUrl', `DELETE FROM "AuditLog"`],
    ['ownerUrl', `UPDATE "AuditLog" SET "action" = 'x'`],
    ['ownerUrl', `DELETE FROM "AuditLog"`],
    ['ownerUrl', `TRUNCATE "AuditLog"`],
    ['ownerUrl', `DELETE FROM "EventLog"`],
  ] as const)('through %s is refused: %s', async (url, sql) => {
    await append(1);
    // A DELETE of no row fires no row trigger: EventLog gets one first.
    await inTenant(database.appUrl, tenant.id, (client) =>
      client.query(
        `INSERT INTO "EventLog" ("id", "fabricTxId", "blockNumber", "eventIndex", "channel", "chaincode", "eventName", "eventVersion", "payload", "txTimestamp")
         VALUES (gen_random_uuid(), 't', 0, 0, 'c', 'c', 'e', 1, '{}', now())`,
      ),
    );
    const attempt = inTenant(database[url], tenant.id, (client) => client.query(sql));
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });
});

describe('verifying', () => {
  test.each([
    [
      'a changed action',
      `UPDATE "AuditLog" SET "action" = 'x' WHERE "tenantId" = $1 AND "sequence" = 4`,
      '4',
      /content/,
    ],
    [
      'a changed time',
      `UPDATE "AuditLog" SET "createdAt" = "createdAt" + interval '1 ms' WHERE "tenantId" = $1 AND "sequence" = 4`,
      '4',
      /content/,
    ],
    [
      'a changed detail',
      `UPDATE "AuditLog" SET "changes" = '{"a": 2}' WHERE "tenantId" = $1 AND "sequence" = 4`,
      '4',
      /content/,
    ],
    [
      'a row taken out',
      `DELETE FROM "AuditLog" WHERE "tenantId" = $1 AND "sequence" = 4`,
      '4',
      /missing/,
    ],
    [
      'the first row taken out',
      `DELETE FROM "AuditLog" WHERE "tenantId" = $1 AND "sequence" = 1`,
      '1',
      /missing/,
    ],
    [
      'rows cut off at the end',
      `DELETE FROM "AuditLog" WHERE "tenantId" = $1 AND "sequence" > 7`,
      '8',
      /head stands at 9/,
    ],
    ['all rows gone', `DELETE FROM "AuditLog" WHERE "tenantId" = $1`, '1', /head stands at 9/],
    [
      'a head set back',
      `UPDATE "AuditChain" SET "sequence" = 8 WHERE "tenantId" = $1`,
      '10',
      /head stands at 8/,
    ],
    [
      'a head that is gone',
      `DELETE FROM "AuditChain" WHERE "tenantId" = $1`,
      '10',
      /head stands at 0/,
    ],
    [
      'a row hashed anew, its follower not',
      `UPDATE "AuditLog" a SET "action" = 'x', "hash" = audit_hash(
         (SELECT b FROM (SELECT ("tenantId", "id", "sequence", 'x', "entityType", "entityId", "actorKind", "actorId", "actorTenantId", "actorName", "organizationId", "reason", "changes", "ip", "userAgent", "requestId", "previousHash", "hash", "createdAt", "hashVersion", "actorSalt", "actorDigest", "contentSalt", "contentDigest", "actorShedBy", "contentShedBy", "shedCount", "shedDigest")::"AuditLog" AS b
                         FROM "AuditLog" WHERE "tenantId" = $1 AND "sequence" = 4) forged), a."previousHash")
       WHERE "tenantId" = $1 AND "sequence" = 4`,
      '5',
      /hash of the row before/,
    ],
  ])('finds %s', async (_, sql, brokenSequence, reason) => {
    await append(9);
    expect(await verify()).toMatchObject({ checked: 9, isComplete: true, reason: null });
    await tamper(sql, [tenant.id]);
    expect(await verify()).toMatchObject({ brokenSequence, reason: expect.stringMatching(reason) });
  });

  test('names the row', async () => {
    await append(3);
    const { rows } = await owner.query<{ id: string }>(
      'SELECT "id" FROM "AuditLog" WHERE "tenantId" = $1 AND "sequence" = 2',
      [tenant.id],
    );
    await tamper(`UPDATE "AuditLog" SET "actorName" = 'x' WHERE "id" = $1`, [rows[0]!.id]);
    expect(await verify()).toMatchObject({
      checked: 1,
      brokenSequence: '2',
      brokenId: rows[0]!.id,
    });
  });

  test('goes piece by piece and finds the same', async () => {
    await append(9);
    await tamper(`UPDATE "AuditLog" SET "action" = 'x' WHERE "tenantId" = $1 AND "sequence" = 8`, [
      tenant.id,
    ]);
    const first = await verify(1, 4);
    expect(first).toMatchObject({ checked: 4, lastSequence: '4', isComplete: false, reason: null });
    const second = await verify(5, 3);
    expect(second).toMatchObject({
      checked: 3,
      lastSequence: '7',
      isComplete: false,
      reason: null,
    });
    expect(await verify(8, 4)).toMatchObject({ checked: 0, brokenSequence: '8' });
  });

  test('of an empty log is complete', async () => {
    expect(await verify()).toMatchObject({ checked: 0, isComplete: true, reason: null });
  });

  test('shows the application its own tenant only', async () => {
    const other = await createTenant(database);
    await append(2);
    const { rows } = await inTenant(database.appUrl, other.id, (client) =>
      client.query('SELECT * FROM audit_verify($1)', [tenant.id]),
    );
    expect(rows[0]).toMatchObject({ checked: 0, brokenId: null });
  });
});
