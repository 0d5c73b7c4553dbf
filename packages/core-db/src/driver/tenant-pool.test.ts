import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { withTenant } from '../scope/tenant-scope.ts';
import { createTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';
import { toPoolOptions } from './pool-options.ts';
import { TenantPool } from './tenant-pool.ts';

const a = '018f3e5e-0000-7000-8000-00000000000a';
const b = '018f3e5e-0000-7000-8000-00000000000b';
const TENANT = `select current_setting('app.tenant_id', true) as tenant, pg_backend_pid() as pid`;

let server: TestDatabase;
const pools: TenantPool[] = [];
const owners: pg.PoolClient[] = [];
beforeAll(async () => {
  server = await createTestDatabase();
});
afterEach(async () => {
  for (const owner of owners.splice(0)) owner.release();
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
});
afterAll(() => server.drop());

function open(options: Parameters<typeof toPoolOptions>[0] = {}, isDataOnly = true): TenantPool {
  const pool = new TenantPool(server.appUrl, toPoolOptions(options), { isDataOnly });
  pools.push(pool);
  return pool;
}

async function openOwner(): Promise<pg.PoolClient> {
  const pool = new TenantPool(server.ownerUrl, toPoolOptions({ max: 1 }), { isDataOnly: false });
  pools.push(pool);
  const connection = await pool.connect();
  owners.push(connection);
  return connection;
}

const rowsOf = async (answer: Promise<{ rows: unknown[] }>) =>
  (await answer).rows as Record<string, unknown>[];
const ask = async (pool: TenantPool, text: string, values: unknown[] = []) =>
  (await rowsOf(pool.query({ text, values })))[0] ?? {};

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('not in time');
    await new Promise(setImmediate);
  }
}

describe.each(['none', 'transaction'] as const)('with pooler %s', (pooler) => {
  test('a statement runs with the tenant of its scope and leaves none behind', async () => {
    const pool = open({ max: 1, pooler });
    const one = await withTenant(a, () => ask(pool, TENANT));
    const none = await ask(pool, TENANT);
    const two = await withTenant(b, () => ask(pool, TENANT));
    expect([one['tenant'], none['tenant'], two['tenant']]).toEqual([a, '', b]);
    expect(new Set([one['pid'], none['pid'], two['pid']]).size).toBe(1);
  });

  test('an error undoes the whole train and the connection goes on', async () => {
    const pool = open({ max: 1, pooler });
    const { pid } = await ask(pool, TENANT);
    await expect(
      withTenant(a, () => pool.query({ text: 'select 1 / $1::int', values: [0] })),
    ).rejects.toMatchObject({ code: '22012' });
    await expect(
      withTenant(a, () => pool.query({ text: 'select nonsense from nowhere' })),
    ).rejects.toMatchObject({ code: '42P01' });
    expect(await ask(pool, TENANT)).toEqual({ tenant: '', pid });
  });

  test('trains written behind one another keep their tenants and their errors apart', async () => {
    const pool = open({ max: 1, pooler });
    await ask(pool, TENANT);
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, (_, turn) => {
        const tenantId = turn % 2 === 0 ? a : b;
        const text = `${TENANT}, 1 / $1::int as quotient`;
        return withTenant(tenantId, () => ask(pool, text, [turn % 7 === 3 ? 0 : 1]));
      }),
    );
    answers.forEach((answer, turn) => {
      if (turn % 7 === 3) expect(answer).toMatchObject({ reason: { code: '22012' } });
      else expect(answer).toMatchObject({ value: { tenant: turn % 2 === 0 ? a : b, quotient: 1 } });
    });
    expect(pool.use).toMatchObject({ total: 1, inFlight: 0, waiting: 0 });
  });

  test('the session is in UTC and has its time limits, whatever the server would have', async () => {
    const owner = await openOwner();
    await owner.query(`alter database ${server.name} set timezone = 'America/St_Johns'`);
    const pool = open({ pooler, statementTimeoutMs: 7_000, lockTimeoutMs: 3_000 });
    const text = `select current_setting('TimeZone') as zone, current_setting('statement_timeout') as statement,
      current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`;
    expect(await ask(pool, text)).toEqual({
      zone: 'UTC',
      statement: '7s',
      lock: '3s',
      idle: '10s',
    });
  });

  test('a statement that takes too long is ended', async () => {
    const pool = open({ max: 1, pooler, statementTimeoutMs: 50 });
    await expect(ask(pool, 'select pg_sleep(10)')).rejects.toMatchObject({ code: '57014' });
    expect(await ask(pool, 'select 1 as one')).toEqual({ one: 1 });
  });

  test('a transaction has its tenant from BEGIN to COMMIT, at every isolation level', async () => {
    const pool = open({ max: 1, pooler });
    for (const level of ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE']) {
      const connection = await pool.connect();
      await withTenant(a, () => connection.query('BEGIN'));
      await connection.query(`SET TRANSACTION ISOLATION LEVEL ${level}`);
      const inside = await rowsOf(
        connection.query(`${TENANT}, current_setting('transaction_isolation') as level`),
      );
      await connection.query('COMMIT');
      connection.release();
      expect(inside[0]).toMatchObject({ tenant: a, level: level.toLowerCase() });
    }
    expect(await ask(pool, TENANT)).toMatchObject({ tenant: '' });
  });

  test('a savepoint that is undone keeps the tenant', async () => {
    const connection = await open({ max: 1, pooler }).connect();
    await withTenant(a, () => connection.query('BEGIN'));
    await connection.query('SAVEPOINT one');
    await expect(connection.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
    await connection.query('ROLLBACK TO SAVEPOINT one');
    expect((await rowsOf(connection.query(TENANT)))[0]).toMatchObject({ tenant: a });
    await connection.query('ROLLBACK');
    connection.release();
  });
});

describe('a connection', () => {
  test('given back inside a transaction is dropped', async () => {
    const pool = open({ max: 1 });
    const connection = await pool.connect();
    await withTenant(a, () => connection.query('BEGIN'));
    const [inside] = await rowsOf(connection.query(TENANT));
    connection.release();
    const next = await ask(pool, TENANT);
    expect(next['tenant']).toBe('');
    expect(next['pid']).not.toBe(inside?.['pid']);
  });

  test('given back with a statement under way is dropped', async () => {
    const pool = open({ max: 1 });
    const connection = await pool.connect();
    const [before] = await rowsOf(connection.query(TENANT));
    const running = connection.query('select pg_sleep(0.05)').catch(() => {});
    connection.release();
    expect((await ask(pool, TENANT))['pid']).not.toBe(before?.['pid']);
    await running;
  });

  test('that breaks in the middle of its trains is dropped, and each is told', async () => {
    const pool = open({ max: 1 });
    const { pid } = await ask(pool, TENANT);
    const sleeping = Array.from({ length: 3 }, () =>
      withTenant(a, () => ask(pool, 'select pg_sleep(5)')).then(
        () => 'answered',
        (error: { code?: string }) => error.code,
      ),
    );
    await until(() => pool.use.inFlight > 0);
    const other = open({ max: 1 }, false);
    // The same role may end its own sessions.
    await ask(other, 'select pg_terminate_backend($1::int)', [pid]);
    const told = await Promise.all(sleeping);
    expect(told.every((code) => code === '57P01' || code === 'ECONNRESET')).toBe(true);
    const next = await ask(pool, TENANT);
    expect(next).toMatchObject({ tenant: '' });
    expect(next['pid']).not.toBe(pid);
  });

  test('that the server is about to close gets no other query', async () => {
    const other = open({ max: 1 }, false);
    for (let round = 0; round < 20; round += 1) {
      const pool = open({ max: 1 });
      const { pid } = await ask(pool, TENANT);
      // At once, between the word of the server and the end of the socket.
      const next = ask(pool, 'select pg_sleep(5)').catch(() => ask(pool, TENANT));
      await until(() => pool.use.inFlight > 0);
      await ask(other, 'select pg_terminate_backend($1::int)', [pid]);
      expect((await next)['pid']).not.toBe(pid);
    }
  });

  test.each([
    `set app.tenant_id = '${a}'`,
    'SET ROLE postgres',
    'RESET ALL',
    'begin',
    '/* select */ set role postgres',
    'DISCARD ALL',
    'copy "User" to stdout',
    'truncate "User"',
    'do $$ begin end $$',
    'listen x',
    'prepare x as select 1',
  ])('does not send %s', async (text) => {
    await expect(open({ max: 1 }).query(text)).rejects.toMatchObject({
      code: 'database.statement_refused',
    });
  });
});

describe('the pool', () => {
  test('has no more connections than it may, and counts what waits', async () => {
    const owner = await openOwner();
    await owner.query('select pg_advisory_lock(7)');
    const pool = open({ max: 2, maxInFlightPerConnection: 2 });
    // Both are open: nothing is sent behind a statement that the other, still opening, let grow old.
    await Promise.all([ask(pool, TENANT), ask(pool, TENANT)]);
    await until(() => pool.use.idle === 2);
    const running = Array.from({ length: 12 }, () =>
      ask(pool, 'select pg_advisory_xact_lock_shared(7)::text'),
    );
    await until(() => pool.use.inFlight === 4);
    expect(pool.use).toMatchObject({ total: 2, idle: 0, inFlight: 4, waiting: 8, max: 2 });
    await owner.query('select pg_advisory_unlock(7)');
    await Promise.all(running);
    await until(() => pool.use.idle === 2);
    expect(pool.use).toMatchObject({ total: 2, inFlight: 0, waiting: 0 });
  });

  test('does not put a transaction and a statement of another on one connection', async () => {
    const pool = open({ max: 1 });
    const connection = await pool.connect();
    await withTenant(a, () => connection.query('BEGIN'));
    let isAnswered = false;
    const waiting = withTenant(b, () => ask(pool, TENANT)).finally(() => (isAnswered = true));
    await rowsOf(connection.query('select pg_sleep(0.05)'));
    expect(isAnswered).toBe(false);
    await connection.query('COMMIT');
    connection.release();
    expect(await waiting).toMatchObject({ tenant: b });
  });

  test('lets a transaction in, however many statements keep coming', async () => {
    const pool = open({ max: 1 });
    const stop = new AbortController();
    const flood = Array.from({ length: 4 }, async () => {
      while (!stop.signal.aborted) await ask(pool, 'select pg_sleep(0.002)');
    });
    const connection = await pool.connect();
    stop.abort();
    connection.release();
    await Promise.all(flood);
  });

  test('says so when no connection is to be had in time', async () => {
    const pool = open({ max: 1, waitLimitMs: 500 });
    const connection = await pool.connect();
    await expect(ask(pool, TENANT)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    await expect(pool.connect()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    connection.release();
    expect(await ask(pool, 'select 1 as one')).toEqual({ one: 1 });
  });

  test('lets no more wait than it may', async () => {
    const pool = open({ max: 1, maxWaiting: 3 });
    const connection = await pool.connect();
    const asked = Promise.allSettled([
      ...Array.from({ length: 5 }, () => ask(pool, 'select 1 as one')),
      ...Array.from({ length: 5 }, () => pool.connect().then((taken) => taken.release())),
    ]);
    await until(() => pool.use.waiting === 6);
    connection.release();
    const refused = (await asked).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(4);
    expect(refused).toMatchObject(refused.map(() => ({ reason: { code: 'ETIMEDOUT' } })));
  });

  test('does not write a statement behind one that is taking long', async () => {
    const pool = open({ max: 2 });
    await Promise.all([ask(pool, 'select pg_sleep(0.02)'), ask(pool, 'select pg_sleep(0.02)')]);
    const slow = ask(pool, 'select pg_sleep(1.5)').then(() => 'slow');
    const startedAt = Date.now();
    await until(() => Date.now() - startedAt > 80);
    const quick = Promise.all(Array.from({ length: 10 }, () => ask(pool, 'select pg_sleep(0.01)')));
    expect(await Promise.race([slow, quick.then(() => 'quick')])).toBe('quick');
    await slow;
  });
});

describe('prepared statements', () => {
  const count = `select count(*)::int as prepared from pg_prepared_statements where name like 'fh\\_%'`;

  test('are made once per connection and text', async () => {
    const pool = open({ max: 1 });
    for (let turn = 0; turn < 5; turn += 1) await ask(pool, 'select $1::int as turn', [turn]);
    // The setting, the statement asked five times, and this one.
    expect(await ask(pool, count)).toEqual({ prepared: 3 });
  });

  test('are not made where they are turned off', async () => {
    const pool = open({ max: 1, pooler: 'transaction' });
    for (let turn = 0; turn < 5; turn += 1) await ask(pool, 'select $1::int as turn', [turn]);
    expect(await ask(pool, count)).toEqual({ prepared: 0 });
  });

  test('stay within their limit', async () => {
    const pool = open({ max: 1, maxPreparedStatements: 10 });
    for (let turn = 0; turn < 40; turn += 1) await ask(pool, `select ${turn} as turn`);
    expect(await ask(pool, count)).toEqual({ prepared: 11 });
  });

  test('are made anew after a change of the table made them invalid', async () => {
    const owner = await openOwner();
    await owner.query('create table changing (id int)');
    await owner.query('grant select on changing to freehold_app');
    const pool = open({ max: 1 });
    expect(await rowsOf(pool.query('select * from changing'))).toEqual([]);
    await owner.query('alter table changing add column other text');
    await owner.query('insert into changing values (1, null)');
    expect(await rowsOf(pool.query('select * from changing'))).toEqual([{ id: 1, other: null }]);
    await owner.query('drop table changing');
  });

  test('that failed the first time are prepared the second', async () => {
    const pool = open({ max: 1 });
    const text = 'select 1 / $1::int as quotient';
    await expect(ask(pool, text, [0])).rejects.toMatchObject({ code: '22012' });
    expect(await ask(pool, text, [1])).toEqual({ quotient: 1 });
    await expect(ask(pool, 'select no_such_function($1::int)', [0])).rejects.toMatchObject({
      code: '42883',
    });
    await expect(ask(pool, 'select no_such_function($1::int)', [0])).rejects.toMatchObject({
      code: '42883',
    });
  });

  test('asked for all at once on a cold connection are answered all', async () => {
    const pool = open({ max: 1 });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, turn) => ask(pool, 'select $1::int as turn', [turn])),
    );
    expect(answers.map(({ turn }) => turn)).toEqual(Array.from({ length: 30 }, (_, turn) => turn));
  });
});
