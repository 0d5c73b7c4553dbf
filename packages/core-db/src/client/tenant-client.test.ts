import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase, inTransaction, withTenant } from '../index.ts';
import type { Database, OperationEvent } from '../index.ts';
import { createTenant, createTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';

let server: TestDatabase;
let database: Database;
let a: string;
let b: string;
const events: OperationEvent[] = [];

beforeAll(async () => {
  server = await createTestDatabase();
  database = await createDatabase({
    url: server.appUrl,
    onOperation: (event) => events.push(event),
  });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(async () => {
  [a, b] = [(await createTenant(server)).id, (await createTenant(server)).id];
  events.length = 0;
});

const person = (email: string) => ({ email, firstName: 'Ada', lastName: 'Byron' });
const addUser = (tenantId: string, email = 'ada@example.org') =>
  withTenant(tenantId, () => database.client.user.create({ data: person(email) }));

const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });

describe('a scope', () => {
  test('sees its own rows and stamps its tenant on new ones', async () => {
    const user = await addUser(a);
    expect(user.tenantId).toBe(a);
    const mine = await withTenant(a, () => database.client.user.findMany());
    const theirs = await withTenant(b, () => database.client.user.findMany());
    expect(mine.map(({ id }) => id)).toEqual([user.id]);
    expect(theirs).toEqual([]);
  });

  test('is needed for a tenant model', async () => {
    await expect(database.client.user.findMany()).rejects.toEqual(refusal('tenant.scope_missing'));
    await expect(database.client.tenant.findMany({ include: { users: true } })).rejects.toEqual(
      refusal('tenant.scope_missing'),
    );
  });

  test('is not needed to read a shared model', async () => {
    const tenant = await database.client.tenant.findUnique({ where: { id: a } });
    expect(tenant?.id).toBe(a);
  });

  test('is taken when a query is made, wherever it is awaited', async () => {
    const user = await addUser(a);
    let made: PromiseLike<{ id: string }[]> | undefined;
    await withTenant(a, () => {
      made = database.client.user.findMany();
    });
    const elsewhere = await withTenant(b, async () => await made);
    expect(elsewhere?.map(({ id }) => id)).toEqual([user.id]);
    const outside = database.client.user.findMany();
    await expect(withTenant(a, async () => await outside)).rejects.toEqual(
      refusal('tenant.scope_missing'),
    );
  });
});

describe('two tenants in one tick', () => {
  test('findUnique answers each its own', async () => {
    const mine = await addUser(a);
    const theirs = await addUser(b);
    const find = (tenantId: string, id: string) =>
      withTenant(tenantId, () =>
        database.client.user.findUnique({ where: { tenantId_id: { tenantId, id } } }),
      );
    const found = await Promise.all([find(a, mine.id), find(b, theirs.id), find(b, mine.id)]);
    expect(found.map((row) => row?.id ?? null)).toEqual([mine.id, theirs.id, null]);
  });

  test('batches are each begun as their own tenant', async () => {
    const add = (tenantId: string, email: string) =>
      withTenant(tenantId, () =>
        database.client.$transaction([
          database.client.user.create({ data: person(email) }),
          database.client.user.findMany({ select: { tenantId: true } }),
        ]),
      );
    const results = await Promise.all([add(a, 'a@example.org'), add(b, 'b@example.org')]);
    expect(results.map(([user]) => user.tenantId)).toEqual([a, b]);
    expect(results.map(([, users]) => users)).toEqual([[{ tenantId: a }], [{ tenantId: b }]]);
  });
});

describe('what names another tenant is refused', () => {
  const foreign = refusal('tenant.foreign');
  const inA = <T>(work: () => PromiseLike<T>) => withTenant(a, work);
  test('in data', async () => {
    const { client } = database;
    const { id } = await addUser(a);
    const key = { tenantId_id: { tenantId: a, id } };
    const data = { ...person('x@example.org'), tenantId: b };
    await expect(inA(() => client.user.create({ data }))).rejects.toEqual(foreign);
    await expect(inA(() => client.user.createMany({ data: [data] }))).rejects.toEqual(foreign);
    await expect(inA(() => client.user.createManyAndReturn({ data }))).rejects.toEqual(foreign);
    await expect(
      inA(() => client.user.update({ where: key, data: { tenantId: b } })),
    ).rejects.toEqual(foreign);
    await expect(
      inA(() => client.user.update({ where: key, data: { tenantId: { set: b } } })),
    ).rejects.toEqual(foreign);
    await expect(inA(() => client.user.updateMany({ data: { tenantId: b } }))).rejects.toEqual(
      foreign,
    );
    await expect(
      inA(() => client.user.upsert({ where: key, create: data, update: {} })),
    ).rejects.toEqual(foreign);
    await expect(
      inA(() =>
        client.user.upsert({
          where: key,
          create: person('y@example.org'),
          update: { tenantId: b },
        }),
      ),
    ).rejects.toEqual(foreign);
  });

  test('in keys, cursors and nested writes', async () => {
    const { client } = database;
    const mine = await addUser(a);
    const theirs = await addUser(b);
    const key = { tenantId_id: { tenantId: b, id: theirs.id } };
    const own = { tenantId_id: { tenantId: a, id: mine.id } };
    await expect(
      inA(() => client.user.update({ where: key, data: { firstName: 'X' } })),
    ).rejects.toEqual(foreign);
    await expect(inA(() => client.user.delete({ where: key }))).rejects.toEqual(foreign);
    await expect(inA(() => client.user.findUnique({ where: key }))).rejects.toEqual(foreign);
    await expect(inA(() => client.user.findMany({ cursor: key }))).rejects.toEqual(foreign);
    await expect(
      inA(() =>
        client.wallet.create({
          data: { name: 'w', tenant: { connect: { id: a } }, user: { connect: key } },
        }),
      ),
    ).rejects.toEqual(foreign);
    await expect(
      inA(() =>
        client.user.update({
          where: own,
          data: { wallets: { connect: { tenantId_id: { tenantId: b, id: theirs.id } } } },
        }),
      ),
    ).rejects.toEqual(foreign);
    await expect(
      inA(() => client.user.update({ where: own, data: { tenant: { connect: { id: b } } } })),
    ).rejects.toEqual(foreign);
  });

  test('and shared tables are not written', async () => {
    const readOnly = refusal('tenant.shared_read_only');
    await expect(
      inA(() => database.client.tenant.update({ where: { id: a }, data: { name: 'Mine' } })),
    ).rejects.toEqual(readOnly);
    await expect(
      inA(() =>
        database.client.user.create({
          data: { ...person('z@example.org'), tenant: { create: { slug: 'n', name: 'N' } } },
        }),
      ),
    ).rejects.toEqual(readOnly);
  });
});

describe('a transaction', () => {
  test('keeps the scope and undoes everything on an error', async () => {
    await expect(
      withTenant(a, () =>
        inTransaction(database.client, async (tx) => {
          const user = await tx.user.create({ data: person('t@example.org') });
          expect(user.tenantId).toBe(a);
          throw new Error('changed my mind');
        }),
      ),
    ).rejects.toThrow('changed my mind');
    expect(await withTenant(a, () => database.client.user.count())).toBe(0);
  });

  test.each(['ReadUncommitted', 'ReadCommitted', 'RepeatableRead', 'Serializable'] as const)(
    'takes the isolation level %s',
    async (isolationLevel) => {
      const count = await withTenant(a, () =>
        inTransaction(
          database.client,
          async (tx) => {
            await tx.user.create({ data: person('i@example.org') });
            return tx.user.count();
          },
          { isolationLevel },
        ),
      );
      expect(count).toBe(1);
    },
  );

  test('inside a transaction is a savepoint of it', async () => {
    await withTenant(a, () =>
      inTransaction(database.client, async (tx) => {
        await tx.user.create({ data: person('outer@example.org') });
        await inTransaction(tx, async (inner) => {
          await inner.user.create({ data: person('inner@example.org') });
          throw new Error('inner only');
        }).catch(() => {});
        await inTransaction(tx, (inner) => inner.user.create({ data: person('kept@example.org') }));
      }),
    );
    const users = await withTenant(a, () =>
      database.client.user.findMany({ orderBy: { email: 'asc' } }),
    );
    expect(users.map(({ email }) => email)).toEqual(['kept@example.org', 'outer@example.org']);
  });

  test('of the outer client inside a transaction is refused', async () => {
    const nested = withTenant(a, () =>
      inTransaction(database.client, () => inTransaction(database.client, async () => 1)),
    );
    await expect(nested).rejects.toEqual(refusal('database.transaction_nested'));
  });

  test('cannot be used in the scope of another tenant', async () => {
    let query: PromiseLike<unknown> | undefined;
    await withTenant(a, () =>
      inTransaction(database.client, async (tx) => {
        await new Promise<void>((resolve) => {
          outside = () => {
            query = tx.user.findMany();
            resolve();
          };
          escape();
        });
        await expect(query).rejects.toEqual(refusal('tenant.scope_conflict'));
      }),
    );
  });
});

// Calls back from a context in which no tenant scope was ever open.
let outside: () => void = () => {};
const port = new MessageChannel();
port.port1.addEventListener('message', () => outside());
port.port1.start();
port.port1.unref();
const escape = () => port.port2.postMessage('');
afterAll(() => port.port1.close());

describe('what a caller cannot reach', () => {
  test.each([
    '$queryRaw',
    '$queryRawUnsafe',
    '$executeRaw',
    '$executeRawUnsafe',
    '$extends',
    '$disconnect',
    '_engine',
  ])('%s', (member) => {
    expect(() => (database.client as unknown as Record<string, unknown>)[member]).toThrow(
      'database.member_refused',
    );
  });

  test('relations chained onto a query', async () => {
    await withTenant(a, () => {
      const query = database.client.user.findFirst() as unknown as { sessions: unknown };
      expect(() => query.sessions).toThrow('database.chain_refused');
    });
  });
});

test('every operation is told of, and no value of it', async () => {
  await addUser(a, 'secret@example.org');
  await expect(addUser(a, 'secret@example.org')).rejects.toThrow();
  expect(events).toMatchObject([
    { tenantId: a, model: 'User', action: 'create', isError: false, isSlow: false },
    { tenantId: a, model: 'User', action: 'create', isError: true },
  ]);
  expect(JSON.stringify(events)).not.toContain('secret');
});
