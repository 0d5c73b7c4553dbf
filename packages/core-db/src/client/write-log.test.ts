import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTenant } from '../scope/tenant-scope.ts';
import { createTenant, createTestDatabase } from '../testing/index.ts';
import { inTransaction } from '../transaction.ts';
import { createDatabase, type Database } from './create-database.ts';
import { defineReviewedSql, executeReviewed } from './reviewed-sql.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { WriteEvent } from './write-log.ts';

let database: Database;
let drop: () => Promise<void>;
let tenantId: string;
const events: WriteEvent[] = [];
beforeAll(async () => {
  const { drop: dropDatabase, ...urls } = await createTestDatabase();
  drop = dropDatabase;
  tenantId = (await createTenant(urls)).id;
  database = await createDatabase({ url: urls.appUrl, onWrite: (event) => events.push(event) });
});
afterAll(async () => {
  await database.close();
  await drop();
});

const person = (email: string) => ({ email, firstName: 'A', lastName: 'B' });

async function told(work: (db: Database['client']) => Promise<unknown>): Promise<unknown[]> {
  events.length = 0;
  await withTenant(tenantId, async () => work(database.client));
  return events.map(({ models }) => Object.fromEntries(models));
}

const id = '00000000-0000-7000-8000-000000000001';
const userId = '00000000-0000-7000-8000-000000000002';

test('a write tells its table and the ids that it named, and a read nothing', async () => {
  expect(await told((db) => db.user.findMany())).toEqual([]);
  expect(
    await told((db) => db.session.updateMany({ where: { id, userId }, data: { isValid: false } })),
  ).toEqual([{ Session: [{ id, userId }] }]);
  expect(
    await told((db) => db.trustedDevice.deleteMany({ where: { userId: { in: [userId] } } })),
  ).toEqual([{ TrustedDevice: [{}] }]);
  expect(
    await told((db) => db.user.createMany({ data: [{ id: userId, ...person('a@people.test') }] })),
  ).toEqual([{ User: [{ id: userId }] }]);
});

test('what an update sets is not taken for what it is about', async () => {
  expect(
    await told((db) =>
      db.session.updateMany({ where: { isValid: true }, data: { deviceId: null, userId } }),
    ),
  ).toEqual([{ Session: [{}] }]);
});

test('a transaction tells once, of all it wrote, whether it was kept or not', async () => {
  const write = (fails: boolean) => (db: Database['client']) =>
    inTransaction(db, async (tx) => {
      await tx.user.updateMany({ where: { id: userId }, data: { firstName: 'C' } });
      await tx.user.updateMany({ where: { id }, data: { firstName: 'C' } });
      await tx.session.deleteMany({ where: { userId } });
      expect(events).toEqual([]);
      if (fails) throw new Error('undone');
    }).catch(() => undefined);
  const all = [{ User: [{ id: userId }, { id }], Session: [{ userId }] }];
  expect(await told(write(false))).toEqual(all);
  expect(await told(write(true))).toEqual(all);
});

test('a transaction of very many writes names no rows any more', async () => {
  const [event] = await told((db) =>
    inTransaction(db, async (tx) => {
      for (let count = 0; count < 102; count += 1) {
        await tx.user.updateMany({ where: { id }, data: { firstName: 'D' } });
      }
    }),
  );
  expect(event).toEqual({ User: [{}] });
});

test('reviewed SQL tells of the tables it says it writes, of any where it says nothing, of none that it reads', async () => {
  const silent = defineReviewedSql('write-log.silent', 'to be tested');
  const named = defineReviewedSql('write-log.named', 'to be tested', { writes: ['Wallet'] });
  const sql = Prisma.sql`UPDATE "Wallet" SET "updatedAt" = now()`;
  expect(await told((db) => executeReviewed(db, silent, sql))).toEqual([{ sql: [{}] }]);
  expect(await told((db) => executeReviewed(db, named, sql))).toEqual([{ Wallet: [{}] }]);
  expect(await told((db) => executeReviewed(db, named, Prisma.sql`SELECT 1`))).toEqual([]);
});
