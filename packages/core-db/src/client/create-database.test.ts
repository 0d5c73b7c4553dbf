import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import {
  createDatabase,
  defineReviewedSql,
  executeReviewed,
  inTransaction,
  listen,
  Prisma,
  queryReviewed,
  withTenant,
} from '../index.ts';
import type { Database } from '../index.ts';
import { createPrivilegedDatabase } from '../privileged.ts';
import { createTenant, createTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';

let server: TestDatabase;
let database: Database;
let a: string;
let b: string;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await createDatabase({ url: server.appUrl });
  [a, b] = [(await createTenant(server)).id, (await createTenant(server)).id];
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

async function asOwner(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Starts work that has to wait for a table, ends its connection there, and lets go of the table. */
async function cutOff<T>(start: () => Promise<T>): Promise<T> {
  const [holder, watcher] = [0, 1].map(() => new pg.Client({ connectionString: server.ownerUrl }));
  if (holder === undefined || watcher === undefined) throw new Error('two clients were made');
  await Promise.all([holder.connect(), watcher.connect()]);
  try {
    await holder.query('begin; lock table "User" in access exclusive mode');
    const work = start();
    // Looked at only at the end: until then a refusal is not an unhandled one.
    work.catch(() => {});
    const waiting = `select pid from pg_stat_activity where usename = 'freehold_app'
      and datname = current_database() and wait_event_type = 'Lock'`;
    const isWaiting = async () => (await watcher.query(waiting)).rows.length > 0;
    await expect.poll(isWaiting, { timeout: 10_000 }).toBe(true);
    await watcher.query(`select pg_terminate_backend(pid) from (${waiting}) w`);
    await holder.query('commit');
    return await work;
  } finally {
    await Promise.all([holder.end(), watcher.end()]);
  }
}

function urlOf(role: string): string {
  const url = new URL(server.ownerUrl);
  url.username = role;
  url.password = 'probe';
  return url.href;
}

describe('a role is refused', () => {
  const unsafe = [
    ['superuser', 'superuser', 'rolsuper'],
    ['one that bypasses row-level security', 'bypassrls', 'rolbypassrls'],
    ['one that makes roles', 'createrole', 'rolcreaterole'],
  ] as const;
  test.each(unsafe)('as %s', async (_name, attribute, reason) => {
    const role = `probe_${attribute}_${process.pid}`;
    await asOwner(
      `create role ${role} login password 'probe' ${attribute}`,
      `grant connect on database ${server.name} to ${role}`,
    );
    try {
      for (const create of [createDatabase, createPrivilegedDatabase]) {
        await expect(create({ url: urlOf(role) })).rejects.toMatchObject({
          code: 'database.role_unsafe',
          params: { reason: expect.stringContaining(reason) },
        });
      }
    } finally {
      await asOwner(`revoke all on database ${server.name} from ${role}`, `drop role ${role}`);
    }
  });

  test('as owner of tables, and as one that may become such a role', async () => {
    const owner = `probe_owner_${process.pid}`;
    const member = `probe_member_${process.pid}`;
    await asOwner(
      `create role ${owner} login password 'probe'`,
      `create role ${member} login password 'probe' noinherit in role ${owner}`,
      `grant connect on database ${server.name} to ${owner}, ${member}`,
      `grant usage on schema public to ${owner}, ${member}`,
      `create table owned (id int)`,
      `alter table owned owner to ${owner}`,
    );
    try {
      for (const role of [owner, member]) {
        await expect(createDatabase({ url: urlOf(role) })).rejects.toMatchObject({
          code: 'database.role_unsafe',
          params: { reason: 'ownsTables' },
        });
      }
    } finally {
      await asOwner(
        'drop table owned',
        `revoke all on schema public from ${owner}, ${member}`,
        `revoke all on database ${server.name} from ${owner}, ${member}`,
        `drop role ${member}`,
        `drop role ${owner}`,
      );
    }
  });
});

describe('reviewed SQL', () => {
  const countUsers = defineReviewedSql('test.count-users', 'to be tested');
  const addUser = defineReviewedSql('test.add-user', 'to be tested');
  const insert = (email: string) => Prisma.sql`
    insert into "User" ("id", "email", "firstName", "lastName", "updatedAt")
    values (gen_random_uuid(), ${email}, 'Ada', 'Byron', now())`;
  const count = Prisma.sql`select count(*)::int as users from "User"`;

  test('runs in the tenant scope, in transactions as well', async () => {
    await withTenant(a, async () => {
      expect(await executeReviewed(database.client, addUser, insert('r@example.org'))).toBe(1);
      await inTransaction(database.client, async (tx) => {
        await executeReviewed(tx, addUser, insert('s@example.org'));
        expect(await queryReviewed(tx, countUsers, count)).toEqual([{ users: 2 }]);
      });
    });
    const theirs = await withTenant(b, () => queryReviewed(database.client, countUsers, count));
    expect(theirs).toEqual([{ users: 0 }]);
  });

  test('needs a scope, and the transaction its own', async () => {
    await expect(queryReviewed(database.client, countUsers, count)).rejects.toThrow(
      'tenant.scope_missing',
    );
  });

  test.each([
    ['sets the tenant', Prisma.sql`select set_config('app.tenant_id', ${'x'}, true)`],
    ['takes a role', Prisma.sql`set role postgres`],
    ['copies', Prisma.sql`copy "User" to stdout`],
    ['is no single data statement', Prisma.sql`do $$ begin end $$`],
  ])('is refused where it %s', async (_name, sql) => {
    await withTenant(a, () =>
      expect(queryReviewed(database.client, countUsers, sql)).rejects.toThrow(
        'database.sql_refused',
      ),
    );
  });

  test('is refused as text, under an unknown name, and as two statements', async () => {
    await withTenant(a, async () => {
      const { client } = database;
      await expect(queryReviewed(client, countUsers, 'select 1' as never)).rejects.toThrow(
        'database.sql_refused',
      );
      const unknown = { name: 'test.unknown', reason: '' };
      await expect(queryReviewed(client, unknown, count)).rejects.toThrow('database.sql_refused');
      await expect(
        queryReviewed(client, countUsers, Prisma.sql`select 1; select 2`),
      ).rejects.toThrow();
      expect(() => defineReviewedSql('test.count-users', 'again')).toThrow(
        'database.sql_name_taken',
      );
    });
  });
});

describe('the privileged client', () => {
  test('sees every tenant, and carries the tenant of a scope', async () => {
    const privileged = await createPrivilegedDatabase({ url: server.privilegedUrl });
    try {
      const seen = await privileged.client.tenant.findMany({ where: { id: { in: [a, b] } } });
      expect(seen).toHaveLength(2);
      const users = await privileged.client.user.findMany({ select: { tenantId: true } });
      expect(users.map(({ tenantId }) => tenantId)).toContain(a);
      const [row] = await withTenant(
        b,
        () =>
          privileged.client.$queryRaw<
            { tenant: string }[]
          >`select current_setting('app.tenant_id') as tenant`,
      );
      expect(row?.tenant).toBe(b);
    } finally {
      await privileged.close();
    }
  });
});

describe('a database', () => {
  test('answers a ping, counts its pool and closes', async () => {
    const one = await createDatabase({ url: server.appUrl, pool: { max: 3 } });
    await one.ping();
    expect(one.poolUse()).toMatchObject({ total: 1, max: 3, waiting: 0 });
    await Promise.all([one.close(), one.close()]);
    await expect(one.ping()).rejects.toThrow();
  });

  test('finishes what is in flight before it closes', async () => {
    const one = await createDatabase({ url: server.appUrl, pool: { max: 2 } });
    const sleep = defineReviewedSql('test.sleep', 'to be tested');
    const running = withTenant(a, () =>
      Promise.all([
        queryReviewed(one.client, sleep, Prisma.sql`select 1 as one from pg_sleep(0.2)`),
        inTransaction(one.client, (tx) => queryReviewed(tx, sleep, Prisma.sql`select 1 as one`)),
      ]),
    );
    await one.ping();
    await one.close();
    expect(await running).toEqual([[{ one: 1 }], [{ one: 1 }]]);
  });

  test('recovers by itself when the server has closed every connection', async () => {
    const one = await createDatabase({ url: server.appUrl, pool: { max: 4 } });
    try {
      await Promise.all(Array.from({ length: 8 }, () => one.ping()));
      await asOwner(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'freehold_app' and datname = current_database()`,
      );
      const deadline = Date.now() + 5_000;
      // The other pool's too, or the next test finds one of its connections on the way out.
      const left = () => one.poolUse().total + database.poolUse().total;
      while (left() > 0 && Date.now() < deadline) await new Promise(setImmediate);
      expect(await withTenant(b, () => one.client.user.count())).toBe(0);
    } finally {
      await one.close();
    }
  });

  test('a read that lost its connection in the middle is done again, a write is not', async () => {
    const count = () => withTenant(a, () => database.client.user.count());
    const before = await count();
    expect(await cutOff(count)).toBe(before);
    const data = { firstName: 'Twice' };
    const write = cutOff(() => withTenant(a, () => database.client.user.updateMany({ data })));
    await expect(write).rejects.toThrow();
  });

  test('wakes whoever listens, again after the connection was lost', async () => {
    const heard: string[] = [];
    const lost: string[] = [];
    const listener = listen({
      url: server.appUrl,
      channels: ['freehold_test'],
      onNotify: (channel) => heard.push(channel),
      onError: (error) => lost.push(error.message),
    });
    const untilHeard = async (times: number) => {
      const deadline = Date.now() + 5_000;
      while (heard.length < times && Date.now() < deadline) {
        await database.notify('freehold_test');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(heard.length).toBeGreaterThanOrEqual(times);
    };
    await untilHeard(1);
    await asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'freehold-listen' and datname = current_database()`,
    );
    await untilHeard(heard.length + 1);
    expect(lost).toHaveLength(1);
    await listener.close();
  });

  test('stores instants as they are', async () => {
    const createdAt = new Date('2026-03-29T01:30:00.123Z');
    const wallet = await withTenant(a, () =>
      database.client.wallet.create({ data: { name: 'clock', createdAt } }),
    );
    const found = await withTenant(a, () =>
      database.client.wallet.findFirst({ where: { id: wallet.id, createdAt } }),
    );
    expect(found?.createdAt).toEqual(createdAt);
  });
});
