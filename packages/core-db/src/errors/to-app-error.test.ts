import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createDatabase,
  inTransaction,
  isTransientError,
  toAppError,
  withTenant,
} from '../index.ts';
import type { Database, TenantClient } from '../index.ts';
import { createPrivilegedDatabase } from '../privileged.ts';
import type { PrivilegedDatabase } from '../privileged.ts';
import { createTenant, createTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';

let server: TestDatabase;
let database: Database;
let privileged: PrivilegedDatabase;
let owner: { run(text: string): Promise<void>; end(): Promise<void> };
let tenantId: string;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await createDatabase({
    url: server.appUrl,
    pool: { max: 4, statementTimeoutMs: 5_000 },
  });
  privileged = await createPrivilegedDatabase({ url: server.privilegedUrl });
  owner = await openOwner(server.ownerUrl);
  tenantId = (await createTenant(server)).id;
});
afterAll(async () => {
  await Promise.all([database.close(), privileged.close(), owner.end()]);
  await server.drop();
});

async function openOwner(url: string): Promise<typeof owner> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return { run: async (text) => void (await client.query(text)), end: () => client.end() };
}

const SECRET = 'secret-in-a-row';
const person = (email: string) => ({ email, firstName: SECRET, lastName: 'Byron' });

async function errorOf(work: (client: TenantClient) => PromiseLike<unknown>): Promise<unknown> {
  return withTenant(tenantId, () => work(database.client)).then(
    () => {
      throw new Error('nothing was thrown');
    },
    (error: unknown) => error,
  );
}

const codeOf = (error: unknown) => (error as { code?: string }).code;

/** Prisma's code where there is one, and what it becomes. */
async function check(
  work: (client: TenantClient) => PromiseLike<unknown>,
  prismaCode: string,
  kind: string,
  code: string,
  params: object = {},
): Promise<void> {
  const error = await errorOf(work);
  expect(codeOf(error)).toBe(prismaCode);
  const app = toAppError(error);
  expect({ kind: app.kind, code: app.code, params: app.params }).toEqual({ kind, code, params });
  expect(JSON.stringify([app.message, app.params])).not.toContain(SECRET);
}

describe('an error of the database', () => {
  test('P2000: a value too long for its column', () =>
    check(
      (client) =>
        client.user.create({ data: { ...person('long@example.org'), locale: 'x'.repeat(11) } }),
      'P2000',
      'INVALID',
      'database.value_too_long',
    ));

  test('P2025: no such record', () =>
    check(
      (client) =>
        client.user.update({
          where: { tenantId_id: { tenantId, id: crypto.randomUUID() } },
          data: { firstName: 'X' },
        }),
      'P2025',
      'NOT_FOUND',
      'database.not_found',
    ));

  test('P2025: a connected record that is not there', () =>
    check(
      (client) =>
        client.wallet.create({
          data: {
            name: 'w',
            tenant: { connect: { id: tenantId } },
            user: { connect: { tenantId_id: { tenantId, id: crypto.randomUUID() } } },
          },
        }),
      'P2025',
      'NOT_FOUND',
      'database.not_found',
    ));

  test('P2002: a unique constraint, with its field', async () => {
    await withTenant(tenantId, () =>
      database.client.user.create({ data: person('twice@example.org') }),
    );
    await check(
      (client) => client.user.create({ data: person('twice@example.org') }),
      'P2002',
      'CONFLICT',
      'database.already_exists',
      { field: 'email' },
    );
  });

  test('P2002: a primary key', async () => {
    const { id } = await withTenant(tenantId, () =>
      database.client.user.create({ data: person('key@example.org') }),
    );
    await check(
      (client) => client.user.create({ data: { ...person('key2@example.org'), id } }),
      'P2002',
      'CONFLICT',
      'database.already_exists',
      { field: 'id' },
    );
  });

  test('P2003: no such referenced record, with its field', () =>
    check(
      (client) => client.user.create({ data: { ...person('c@example.org'), countryCode: 'QQ' } }),
      'P2003',
      'INVALID',
      'database.reference_missing',
      { field: 'countryCode' },
    ));

  test('P2003: a record that others still point at', async () => {
    const user = await withTenant(tenantId, () =>
      database.client.user.create({
        data: { ...person('held@example.org'), wallets: { create: { name: 'w' } } },
      }),
    );
    const error = await errorOf((client) =>
      client.user.delete({ where: { tenantId_id: { tenantId, id: user.id } } }),
    );
    expect(codeOf(error)).toBe('P2003');
    expect(['database.still_referenced', 'database.reference_missing']).toContain(
      toAppError(error).code,
    );
  });

  test('P2011: null where a value is needed', async () => {
    await owner.run(
      'alter table "User" add column "needed" text not null default \'x\'; alter table "User" alter "needed" drop default',
    );
    try {
      await check(
        (client) => client.user.create({ data: person('null@example.org') }),
        'P2011',
        'INVALID',
        'database.value_missing',
      );
    } finally {
      await owner.run('alter table "User" drop column "needed"');
    }
  });

  test('P2014: a change that would break a relation', async () => {
    const user = await withTenant(tenantId, () =>
      database.client.user.create({
        data: { ...person('p14@example.org'), preferences: { create: {} } },
      }),
    );
    await check(
      (client) =>
        client.user.update({
          where: { tenantId_id: { tenantId, id: user.id } },
          data: { preferences: { create: {} } },
        }),
      'P2014',
      'CONFLICT',
      'database.relation_required',
    );
  });

  test('P2020: a number out of range', () =>
    check(
      (client) =>
        client.wallet.create({ data: { name: 'w', cachedBalance: `1${'0'.repeat(30)}` } }),
      'P2020',
      'INVALID',
      'database.value_out_of_range',
    ));

  test('P2021: a table that is missing', async () => {
    await owner.run('alter table "Country" rename to "CountryAway"');
    try {
      await check(
        (client) => client.country.findMany(),
        'P2021',
        'UNAVAILABLE',
        'database.not_migrated',
      );
    } finally {
      await owner.run('alter table "CountryAway" rename to "Country"');
    }
  });

  test('P2022: a column that is missing', async () => {
    await owner.run('alter table "Country" rename column "nameFr" to "nameFrAway"');
    try {
      await check(
        (client) => client.country.findMany(),
        'P2022',
        'UNAVAILABLE',
        'database.not_migrated',
      );
    } finally {
      await owner.run('alter table "Country" rename column "nameFrAway" to "nameFr"');
    }
  });

  test('P2023: an id that is no uuid', () =>
    check(
      (client) => client.user.findMany({ where: { id: "x' or 1=1" } }),
      'P2007',
      'INVALID',
      'database.value_malformed',
    ));

  test('a NUL character', async () => {
    const error = await errorOf((client) =>
      client.user.create({ data: person('nul\u0000@example.org') }),
    );
    expect(toAppError(error)).toMatchObject({ kind: 'INVALID', code: 'database.value_malformed' });
  });

  test('a failed check', async () => {
    await owner.run(
      'alter table "Wallet" add constraint "Wallet_probe_check" check ("name" <> \'bad\') not valid',
    );
    try {
      await check(
        (client) => client.wallet.create({ data: { name: 'bad' } }),
        'P2039',
        'INVALID',
        'database.check_failed',
      );
    } finally {
      await owner.run('alter table "Wallet" drop constraint "Wallet_probe_check"');
    }
  });

  test('a row that row-level security refuses', async () => {
    const other = await createTenant(server);
    const error = await withTenant(tenantId, () =>
      privileged.client.auditLog
        .create({
          data: {
            tenantId: other.id,
            action: 'x.y',
            entityType: 'X',
            entityId: '1',
            actorKind: 'SYSTEM',
            actorName: SECRET,
          },
        })
        .catch((thrown: unknown) => thrown),
    );
    expect(codeOf(error)).toBe('P2039');
    expect(toAppError(error)).toMatchObject({ kind: 'FORBIDDEN', code: 'database.refused' });
  });

  test('P2010: raw SQL says the same by its SQLSTATE', async () => {
    const error = await privileged.client.$queryRaw`select 1 / 0`.catch(
      (thrown: unknown) => thrown,
    );
    expect(codeOf(error)).toBe('P2010');
    expect(toAppError(error)).toMatchObject({ kind: 'INTERNAL', code: 'database.failed' });
    const missing = await privileged.client.$queryRaw`select * from nowhere`.catch(
      (thrown: unknown) => thrown,
    );
    expect(toAppError(missing)).toMatchObject({
      kind: 'UNAVAILABLE',
      code: 'database.not_migrated',
    });
  });

  test('a statement that took too long', async () => {
    const error = await privileged.client
      .$transaction([
        privileged.client.$queryRaw`select set_config('statement_timeout', '20', true)`,
        privileged.client.$queryRaw`select 1 from pg_sleep(5)`,
      ])
      .catch((thrown: unknown) => thrown);
    expect(toAppError(error)).toMatchObject({ kind: 'UNAVAILABLE', code: 'database.timeout' });
    expect(isTransientError(error)).toBe(false);
  });
});

describe('a transaction', () => {
  test('P2028: that ran out of time', async () => {
    const error = await errorOf((client) =>
      inTransaction(
        client,
        async (tx) => {
          await tx.user.count();
          await new Promise((resolve) => setTimeout(resolve, 150));
          await tx.user.count();
        },
        { timeoutMs: 100 },
      ),
    );
    expect(['P2028', 'P2039']).toContain(codeOf(error));
    expect(toAppError(error)).toMatchObject({
      kind: 'UNAVAILABLE',
      code: 'database.transaction_unavailable',
    });
  });

  test('P2028: that could not start', async () => {
    const one = await createDatabase({ url: server.appUrl, pool: { max: 1 } });
    const error = await withTenant(tenantId, () =>
      inTransaction(one.client, async () => {
        // Started outside of the running one: another request at the same moment.
        return await new Promise<unknown>((resolve) => {
          const second = startElsewhere(() =>
            withTenant(tenantId, () =>
              inTransaction(one.client, async () => 1, { maxWaitMs: 30 }).catch(
                (thrown: unknown) => thrown,
              ),
            ),
          );
          void second.then(resolve);
        });
      }),
    );
    await one.close();
    expect(codeOf(error)).toBe('P2028');
    expect(toAppError(error)).toMatchObject({
      kind: 'UNAVAILABLE',
      code: 'database.transaction_unavailable',
    });
  });

  test('P2034: that lost a conflict, and wins when repeated', async () => {
    const { id } = await withTenant(tenantId, () =>
      database.client.wallet.create({ data: { name: 'hot' } }),
    );
    const where = { tenantId_id: { tenantId, id } };
    const bump = (options: object, meet: () => Promise<void> = async () => {}) =>
      withTenant(tenantId, () =>
        inTransaction(
          database.client,
          async (tx) => {
            const { version } = await tx.wallet.findUniqueOrThrow({ where });
            await meet();
            await tx.wallet.update({ where, data: { version: version + 1 } });
          },
          { isolationLevel: 'Serializable', ...options },
        ),
      );
    const both = meeting(2);
    const results = await Promise.allSettled([bump({}, both), bump({}, both)]);
    const lost = results.find((result) => result.status === 'rejected');
    expect(codeOf(lost?.reason)).toBe('P2034');
    expect(isTransientError(lost?.reason)).toBe(true);
    expect(toAppError(lost?.reason)).toMatchObject({
      kind: 'CONFLICT',
      code: 'database.write_conflict',
    });
    const retry = { isSafe: true, retries: 8 };
    await Promise.all([bump({ retry }), bump({ retry })]);
    const { version } = await withTenant(tenantId, () =>
      database.client.wallet.findUniqueOrThrow({ where }),
    );
    expect(version).toBe(3);
  });
});

describe('a server', () => {
  test('P1001: that cannot be reached', async () => {
    const url = new URL(server.appUrl);
    url.port = '1';
    const error = await createDatabase({ url: url.href }).catch((thrown: unknown) => thrown);
    expect(toAppError(error)).toMatchObject({ kind: 'UNAVAILABLE', code: 'database.unreachable' });
    expect(isTransientError(error)).toBe(true);
  });

  test('P1008: that has no connection left in time', async () => {
    const one = await createDatabase({
      url: server.privilegedUrl,
      pool: { max: 1, waitLimitMs: 500 },
    });
    const error = await withTenant(tenantId, () =>
      inTransaction(one.client, () =>
        one.client.user.count().then(undefined, (thrown: unknown) => thrown),
      ),
    );
    await one.close();
    expect(codeOf(error)).toBe('P1008');
    expect(toAppError(error)).toMatchObject({ kind: 'UNAVAILABLE', code: 'database.unreachable' });
  });

  test('P1017: that closed the connection', async () => {
    const error = await errorOf(async (client) => {
      const running = inTransaction(client, async (tx) => {
        await tx.user.count();
        await owner.run(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'freehold_app' and datname = current_database() and state = 'idle in transaction'`,
        );
        await tx.user.count();
      });
      await running;
    });
    expect(toAppError(error)).toMatchObject({ kind: 'UNAVAILABLE', code: 'database.unreachable' });
    expect(isTransientError(error)).toBe(true);
  });
});

test('an unknown error is internal, and an application error passes as it is', () => {
  const unknown = toAppError(new Error(SECRET));
  expect(unknown).toMatchObject({ kind: 'INTERNAL', code: 'internal.unexpected' });
  expect(unknown.message).not.toContain(SECRET);
  expect(toAppError(unknown)).toBe(unknown);
});

/** Runs work as if another request had asked for it: in no scope and no transaction. */
function startElsewhere<T>(work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    waiting.push(() => void work().then(resolve, reject));
    channel.port2.postMessage('');
  });
}
const waiting: (() => void)[] = [];
const channel = new MessageChannel();
channel.port1.addEventListener('message', () => waiting.shift()?.());
channel.port1.start();
afterAll(() => channel.port1.close());

/** Lets each caller go on once all of them have come. */
function meeting(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let missing = size;
  return () => {
    missing -= 1;
    if (missing === 0) resolve();
    return promise;
  };
}
