import { randomUUID } from 'node:crypto';
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
let person: string;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Seven rows: about the person, by the person, quoting their address, and about others. */
beforeEach(async () => {
  tenant = await createTenant(database);
  person = randomUUID();
  await inTenant(database.appUrl, tenant.id, async (client) => {
    await client.query(
      `INSERT INTO "User" ("id", "email", "firstName", "lastName", "phone") VALUES ($1, $2, 'Ada', 'Secret', '+41780000001')`,
      [person, 'ada@secret.test'],
    );
  });
  await write('user.register', 'User', person, { email: 'ada@secret.test' });
  await write('user.freeze', 'User', person, {}, { reason: 'Ada looks odd', actorId: 'boss' });
  await write('session.signIn', 'Session', 's1', { audience: 'PORTAL' }, { actorId: person });
  await write('user.freeze', 'User', 'another', { n: 1 }, { reason: 'Odd', actorId: person });
  await write('invitation.create', 'Invitation', 'i1', { email: 'Ada@Secret.test' });
  await write('user.close', 'User', 'another', { n: 2 }, { reason: 'Fine', actorId: 'boss' });
  await write('tenant.update', 'Tenant', tenant.id, { note: 'call +41780000001' });
});

function write(
  action: string,
  entityType: string,
  entityId: string,
  changes: object,
  more: { reason?: string; actorId?: string } = {},
): Promise<unknown> {
  return inTenant(database.appUrl, tenant.id, (client) =>
    client.query(
      `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorId",
         "actorName", "reason", "changes", "ip", "userAgent")
       VALUES (gen_random_uuid(), $1, $2, $3, 'OPERATOR', $4, $5, $6, $7, '203.0.113.7', 'Browser')`,
      [
        action,
        entityType,
        entityId,
        more.actorId ?? null,
        more.actorId === person ? 'Ada Secret' : 'Boss',
        more.reason ?? null,
        changes,
      ],
    ),
  );
}

/** What the application does: marks the person, sheds, and writes the row of the erasure. */
function erase(id = person, of = tenant.id): Promise<number> {
  return inTenant(database.appUrl, of, async (client) => {
    await client.query(
      `UPDATE "User" SET "deletedAt" = now(), "erasedAt" = now() WHERE "id" = $1`,
      [id],
    );
    const { rows } = await client.query<{ count: number }>('SELECT audit_shed($1) AS count', [id]);
    await client.query(
      `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorName", "reason")
       VALUES (gen_random_uuid(), 'user.erase', 'User', $1, 'OPERATOR', 'Boss', 'Asked for')`,
      [id],
    );
    return rows[0]!.count;
  });
}

async function verify(from = 1, limit = 10_000) {
  const { rows } = await owner.query<{ reason: string | null; brokenSequence: string | null }>(
    'SELECT * FROM audit_verify($1, $2, $3)',
    [tenant.id, from, limit],
  );
  return rows[0]!;
}

async function tamper(sql: string, values: unknown[] = [tenant.id]): Promise<void> {
  await owner.query('BEGIN');
  await owner.query(`SET LOCAL session_replication_role = 'replica'`);
  const { rowCount } = await owner.query(sql, values);
  await owner.query('COMMIT');
  expect(rowCount).toBeGreaterThan(0);
}

/** Turns a row into one of the first layout, as the release before wrote it. */
async function toFirstLayout(): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    'SELECT "id" FROM "AuditLog" WHERE "tenantId" = $1 ORDER BY "sequence"',
    [tenant.id],
  );
  let previous = Buffer.alloc(32);
  for (const { id } of rows) {
    await tamper(
      `UPDATE "AuditLog" SET "hashVersion" = 1, "actorSalt" = NULL, "actorDigest" = NULL,
         "contentSalt" = NULL, "contentDigest" = NULL, "previousHash" = $2 WHERE "id" = $1`,
      [id, previous],
    );
    await tamper(
      `UPDATE "AuditLog" a SET "hash" = audit_hash(a, a."previousHash") WHERE "id" = $1`,
      [id],
    );
    const read = await owner.query<{ hash: Buffer }>(
      'SELECT "hash" FROM "AuditLog" WHERE "id" = $1',
      [id],
    );
    previous = read.rows[0]!.hash as Buffer<ArrayBuffer>;
  }
  await tamper('UPDATE "AuditChain" SET "hash" = $2 WHERE "tenantId" = $1', [tenant.id, previous]);
}

describe.each([
  ['of this layout', async () => undefined],
  ['of the first layout', toFirstLayout],
])('erasing a person from rows %s', (_, prepare) => {
  beforeEach(prepare);

  test('takes who they are and what was said of them, leaves what they did to others, and the chain holds', async () => {
    expect(await verify()).toMatchObject({ checked: 7, reason: null, shed: 0 });
    expect(await erase()).toBe(6);
    const { rows } = await owner.query(
      `SELECT "action", "entityId", "actorName", "ip", "userAgent", "reason", "changes"
       FROM "AuditLog" WHERE "tenantId" = $1 ORDER BY "sequence"`,
      [tenant.id],
    );
    const shown = rows.map((row) => [row.action, row.actorName, row.ip, row.reason, row.changes]);
    expect(shown).toEqual([
      ['user.register', 'Boss', '203.0.113.7', null, {}],
      ['user.freeze', 'Boss', '203.0.113.7', null, {}],
      ['session.signIn', '', null, null, { audience: 'PORTAL' }],
      ['user.freeze', '', null, 'Odd', { n: 1 }],
      ['invitation.create', 'Boss', '203.0.113.7', null, {}],
      ['user.close', 'Boss', '203.0.113.7', 'Fine', { n: 2 }],
      ['tenant.update', 'Boss', '203.0.113.7', null, {}],
      ['user.erase', 'Boss', null, 'Asked for', {}],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Ada|secret|4178/iu);
    expect(await verify()).toMatchObject({ checked: 8, reason: null, shed: 6 });
    for (let from = 1; from <= 8; from += 1)
      expect(await verify(from, 1)).toMatchObject({ checked: 1, reason: null });
  });

  test.each([
    ['an address that ends the same', 'nada@secret.test', false],
    ['an address with more in front', 'new.ada@secret.test', false],
    ['an address of a longer domain', 'ada@secret.test.example', false],
    ['a longer number', '+417800000012', false],
    ['the address in a sentence', 'write to <ada@secret.test>, twice', true],
    ['the address at the end of one', 'Ada wrote from ada@secret.test.', true],
    ['the address on a line of its own', 'Dear\nAda@secret.test\n!', true],
    ['the number in a sentence', 'call (+41780000001) now', true],
  ])('sheds a row with %s only where that is theirs', async (_case, note, isShed) => {
    await write('tenant.update', 'Tenant', tenant.id, { note });
    if (_ === 'of the first layout') await prepare();
    expect(await erase()).toBe(isShed ? 7 : 6);
    const { rows } = await owner.query<{ changes: object }>(
      'SELECT "changes" FROM "AuditLog" WHERE "tenantId" = $1 AND "sequence" = 8',
      [tenant.id],
    );
    expect(rows[0]!.changes).toEqual(isShed ? {} : { note });
    expect(await verify()).toMatchObject({ checked: 9, reason: null });
  });

  test('twice, of two people on the same rows, leaves both erasures provable', async () => {
    const other = randomUUID();
    await inTenant(database.appUrl, tenant.id, async (client) => {
      await client.query(
        `INSERT INTO "User" ("id", "email", "firstName", "lastName") VALUES ($1, 'b@other.test', 'B', 'B')`,
        [other],
      );
    });
    await write('user.close', 'User', other, { n: 3 }, { reason: 'Gone', actorId: person });
    if (_ === 'of the first layout') await prepare();
    await erase();
    expect(await verify()).toMatchObject({ checked: 9, reason: null });
    await erase(other);
    expect(await verify()).toMatchObject({ checked: 10, reason: null });
  });

  test.each([
    [
      'a row emptied and said to be erased',
      `UPDATE "AuditLog" SET "reason" = NULL, "changes" = '{}',
        "contentSalt" = NULL, "contentShedBy" = 8, "contentDigest" = coalesce("contentDigest", decode(repeat('00', 32), 'hex')),
        "actorDigest" = coalesce("actorDigest", audit_digest('', audit_actor_details("AuditLog".*))),
        "actorSalt" = CASE WHEN "hashVersion" = 1 THEN '' ELSE "actorSalt" END
       WHERE "tenantId" = $1 AND "sequence" = 6`,
    ],
    ...['9', '99'].map((erasure) => [
      `a row emptied and said to be erased by ${erasure === '9' ? 'one that erased nothing' : 'one that is not there'}`,
      `UPDATE "AuditLog" SET "reason" = NULL, "changes" = '{}', "contentSalt" = NULL,
         "contentShedBy" = ${erasure}, "contentDigest" = coalesce("contentDigest", sha256('x')),
         "actorDigest" = coalesce("actorDigest", audit_digest('', audit_actor_details("AuditLog".*))),
         "actorSalt" = CASE WHEN "hashVersion" = 1 THEN '' ELSE "actorSalt" END
       WHERE "tenantId" = $1 AND "sequence" = 6`,
    ]),
    [
      'who acted emptied on a row that lost its content',
      `UPDATE "AuditLog" SET "actorName" = '', "ip" = NULL, "userAgent" = NULL, "actorSalt" = NULL, "actorShedBy" = 8
       WHERE "tenantId" = $1 AND "sequence" = 2`,
    ],
    [
      'a row erased by one that is no erasure',
      `UPDATE "AuditLog" SET "contentShedBy" = 9 WHERE "tenantId" = $1 AND "sequence" = 2`,
    ],
    [
      'a changed action of an erased row',
      `UPDATE "AuditLog" SET "action" = 'user.bless' WHERE "tenantId" = $1 AND "sequence" = 2`,
    ],
    [
      'a changed time of an erased row',
      `UPDATE "AuditLog" SET "createdAt" = "createdAt" + interval '1 ms' WHERE "tenantId" = $1 AND "sequence" = 2`,
    ],
    [
      'other words put into an erased row',
      `UPDATE "AuditLog" SET "reason" = 'Forged' WHERE "tenantId" = $1 AND "sequence" = 2`,
    ],
    [
      'other words put into what stayed',
      `UPDATE "AuditLog" SET "reason" = 'Forged' WHERE "tenantId" = $1 AND "sequence" = 4`,
    ],
    ['an erased row taken out', `DELETE FROM "AuditLog" WHERE "tenantId" = $1 AND "sequence" = 2`],
    [
      'the row of the erasure changed',
      `UPDATE "AuditLog" SET "shedCount" = 5 WHERE "tenantId" = $1 AND "sequence" = 8`,
    ],
    [
      'the row of the erasure without its proof',
      `UPDATE "AuditLog" SET "shedCount" = NULL, "shedDigest" = NULL WHERE "tenantId" = $1 AND "sequence" = 8`,
    ],
    [
      'erased rows in another order',
      `UPDATE "AuditLog" SET "sequence" = 7 - "sequence" WHERE "tenantId" = $1 AND "sequence" IN (1, 6)`,
    ],
    [
      'an erasure that is undone',
      `UPDATE "AuditLog" SET "contentShedBy" = NULL WHERE "tenantId" = $1 AND "sequence" = 2`,
    ],
  ])('leaves nothing to hide behind: %s is found', async (__, sql) => {
    await erase();
    await write('user.note', 'User', 'another', { n: 9 });
    expect(await verify()).toMatchObject({ checked: 9, reason: null });
    if (sql.includes('7 - "sequence"')) {
      await tamper(
        `UPDATE "AuditLog" SET "sequence" = 100 WHERE "tenantId" = $1 AND "sequence" = 1`,
      );
      await tamper(`UPDATE "AuditLog" SET "sequence" = 1 WHERE "tenantId" = $1 AND "sequence" = 6`);
      await tamper(
        `UPDATE "AuditLog" SET "sequence" = 6 WHERE "tenantId" = $1 AND "sequence" = 100`,
      );
    } else await tamper(sql);
    expect((await verify()).reason).not.toBeNull();
  });

  test('does not make evidence unreadable: a row that was tampered with stops it', async () => {
    await tamper(
      `UPDATE "AuditLog" SET "reason" = 'Forged' WHERE "tenantId" = $1 AND "sequence" = 2`,
    );
    await expect(erase()).rejects.toMatchObject({ code: '55000' });
  });
});

describe('shedding is refused', () => {
  const shed = (id: string, of = tenant.id) =>
    inTenant(database.appUrl, of, (client) => client.query('SELECT audit_shed($1)', [id]));

  test('for somebody who is not being erased', async () => {
    await expect(shed(person)).rejects.toMatchObject({ code: '42501' });
    await inTenant(database.appUrl, tenant.id, (client) =>
      client.query(`UPDATE "User" SET "deletedAt" = now() WHERE "id" = $1`, [person]),
    );
    await expect(shed(person)).rejects.toMatchObject({ code: '42501' });
  });

  test('from another tenant, and without one', async () => {
    await erase();
    const other = await createTenant(database);
    await expect(shed(person, other.id)).rejects.toMatchObject({ code: '42501' });
    const app = new pg.Client({ connectionString: database.appUrl });
    await app.connect();
    await expect(app.query('SELECT audit_shed($1)', [person])).rejects.toMatchObject({
      code: '42501',
    });
    await app.end();
  });

  test('to the privileged role, and its helpers to everybody', async () => {
    for (const url of [database.privilegedUrl, database.appUrl]) {
      const salt = inTenant(url, tenant.id, (client) => client.query('SELECT audit_salt()'));
      await expect(salt).rejects.toMatchObject({ code: '42501' });
    }
    const attempt = inTenant(database.privilegedUrl, tenant.id, (client) =>
      client.query('SELECT audit_shed($1)', [person]),
    );
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });

  test('a second time before the first has its row; a row that never came is found', async () => {
    const twice = inTenant(database.appUrl, tenant.id, async (client) => {
      await client.query(`UPDATE "User" SET "deletedAt" = now(), "erasedAt" = now()`);
      await client.query('SELECT audit_shed($1)', [person]);
      await client.query('SELECT audit_shed($1)', [person]);
    });
    await expect(twice).rejects.toMatchObject({ code: '55000' });
    await inTenant(database.appUrl, tenant.id, async (client) => {
      await client.query(`UPDATE "User" SET "deletedAt" = now(), "erasedAt" = now()`);
      await client.query('SELECT audit_shed($1)', [person]);
    });
    expect((await verify()).reason).toMatch(/without an erasure/u);
  });

  test.each([
    [
      'another column',
      `"action" = 'x', "contentShedBy" = 99, "reason" = NULL, "changes" = '{}', "contentSalt" = NULL`,
    ],
    [
      'words instead of nothing',
      `"contentShedBy" = 99, "reason" = 'Fine', "changes" = '{}', "contentSalt" = NULL`,
    ],
    [
      'a digest of its own',
      `"contentShedBy" = 99, "reason" = NULL, "changes" = '{}', "contentSalt" = NULL, "contentDigest" = sha256('x')`,
    ],
    [
      'new words with a new digest',
      `"reason" = 'x', "contentSalt" = 's', "contentDigest" = sha256('x')`,
    ],
    ['nothing at all', `"reason" = "reason"`],
  ])('by hand, as the owner, with %s', async (_, set) => {
    await expect(
      inTenant(database.ownerUrl, tenant.id, (client) =>
        client.query(`UPDATE "AuditLog" SET ${set} WHERE "sequence" = 2`),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('to the application: it cannot write what only the database writes', async () => {
    await inTenant(database.appUrl, tenant.id, (client) =>
      client.query(
        `INSERT INTO "AuditLog" ("id", "action", "entityType", "entityId", "actorKind", "actorName",
           "hashVersion", "actorShedBy", "contentShedBy", "shedCount", "shedDigest", "actorSalt", "contentDigest")
         VALUES (gen_random_uuid(), 'a', 'b', 'c', 'SYSTEM', 'd', 1, 99, 99, 3, 'x', 'x', 'x')`,
      ),
    );
    const { rows } = await owner.query(
      `SELECT "hashVersion", "actorShedBy", "contentShedBy", "shedCount", "shedDigest", octet_length("actorSalt") AS salt
       FROM "AuditLog" WHERE "tenantId" = $1 AND "sequence" = 8`,
      [tenant.id],
    );
    expect(rows).toEqual([
      {
        hashVersion: 2,
        actorShedBy: null,
        contentShedBy: null,
        shedCount: null,
        shedDigest: null,
        salt: 32,
      },
    ]);
    expect(await verify()).toMatchObject({ checked: 8, reason: null });
  });
});
