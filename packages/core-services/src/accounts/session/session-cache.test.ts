import { executeReviewed, defineReviewedSql, inTransaction, Prisma } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { SharedStore } from '../../cache/cache.ts';
import { openCachedProcess } from '../../cache/cached-process.testing.ts';
import type { ServiceContext } from '../../context.ts';
import { inScope } from '../../testing/index.ts';
import { endUserSessions } from './end-user-sessions.ts';
import { sessionCacheMs } from './read-session.ts';
import { resolveSession, type ActiveSession } from './resolve-session.ts';
import { minuteMs, SessionTest, type TestPerson } from './session.testing.ts';

vi.setConfig({ testTimeout: 60_000 });

let house: SessionTest;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  house = await SessionTest.open();
});
afterAll(async () => {
  for (const close of closing) await close();
  await house.close();
});

interface Process {
  readonly ctx: ServiceContext;
  readonly operations: string[];
  find(token: string): Promise<ActiveSession | null>;
  /** Reads until nothing is read from the database any more. */
  warm(token: string): Promise<void>;
}

async function openProcess(options: { shared?: SharedStore; isDeaf?: boolean } = {}) {
  const { database, cache, operations, close } = await openCachedProcess(
    house.platform.urls.appUrl,
    { ...options, now: () => house.platform.clock().getTime() },
  );
  closing.push(close);
  const ctx = { ...house.ctx, db: database.client, cache };
  const find = (token: string) =>
    inScope(ctx, () =>
      resolveSession({
        ...{ db: ctx.db, home: house.tenant, token, audience: 'PORTAL', cache },
        now: house.platform.clock(),
      }),
    );
  const warm = async (token: string) => {
    await vi.waitFor(
      async () => {
        operations.length = 0;
        expect(await find(token)).not.toBeNull();
        expect(operations).toEqual([]);
      },
      { timeout: 10_000 },
    );
  };
  return { ctx, operations, find, warm } satisfies Process;
}

const endIn = ({ ctx }: Process, person: TestPerson) =>
  inScope(ctx, () =>
    inTransaction(ctx.db, (tx) =>
      endUserSessions(tx, ctx, { userId: person.id, reason: 'ENDED_BY_OPERATOR' }),
    ),
  );

test('a session is read once for many requests', async () => {
  const one = await openProcess();
  const { token, session } = await house.start(await house.addPerson());
  await one.warm(token);
  for (let index = 0; index < 20; index += 1) expect((await one.find(token))?.id).toBe(session.id);
  expect(one.operations).toEqual([]);
});

test('the process that ends a session sees it ended at once; another as soon as it hears', async () => {
  const [one, two] = [await openProcess(), await openProcess()];
  for (let round = 0; round < 10; round += 1) {
    const person = await house.addPerson();
    const { token } = await house.start(person);
    await one.warm(token);
    await two.warm(token);
    await endIn(one, person);
    expect(await one.find(token)).toBeNull();
    await vi.waitFor(async () => expect(await two.find(token)).toBeNull(), { timeout: 10_000 });
  }
});

test('a process that hears of nothing takes a session for alive ten seconds at most', async () => {
  const deaf = await openProcess({ isDeaf: true });
  const person = await house.addPerson();
  const { token } = await house.start(person);
  await deaf.warm(token);
  await house.changeStatus(person, 'SUSPENDED');
  house.platform.clock.moveBy(sessionCacheMs - 1);
  expect(await deaf.find(token)).not.toBeNull();
  house.platform.clock.moveBy(1);
  expect(sessionCacheMs).toBe(10_000);
  expect(await deaf.find(token)).toBeNull();
});

test("sign-ins and changes of others leave a person's kept session alone", async () => {
  const one = await openProcess({ isDeaf: true });
  const { token } = await house.start(await house.addPerson());
  const other = await house.addPerson();
  await one.warm(token);
  await inScope(one.ctx, async () => {
    const { db } = one.ctx;
    await db.user.updateMany({ where: { id: other.id }, data: { firstName: 'Else' } });
    await db.session.create({
      data: {
        ...{ userId: other.id, audience: 'PORTAL', expiresAt: new Date('2099-01-01') },
        tokenHash: new Uint8Array(32).fill(3),
      },
    });
  });
  one.operations.length = 0;
  expect(await one.find(token)).not.toBeNull();
  expect(one.operations).toEqual([]);
});

const touchAll = defineReviewedSql('test.touch-sessions', 'to be tested');

test('a write that does not say whose it was drops every session of the tenant', async () => {
  const one = await openProcess({ isDeaf: true });
  const person = await house.addPerson();
  const { token, session } = await house.start(person);
  const writes = [
    ({ db }: ServiceContext) =>
      db.session.updateMany({ where: { id: session.id }, data: { isValid: true } }),
    ({ db }: ServiceContext) =>
      db.user.updateMany({ where: { email: person.email }, data: { firstName: 'New' } }),
    ({ db }: ServiceContext) =>
      executeReviewed(db, touchAll, Prisma.sql`UPDATE "Session" SET "updatedAt" = now()`),
  ];
  for (const write of writes) {
    await one.warm(token);
    await inScope(one.ctx, async () => write(one.ctx));
    one.operations.length = 0;
    await one.find(token);
    expect(one.operations).not.toEqual([]);
  }
});

test('a change of the person is seen in their session', async () => {
  const one = await openProcess({ isDeaf: true });
  const person = await house.addPerson();
  const { token } = await house.start(person);
  await one.warm(token);
  await inScope(one.ctx, () =>
    one.ctx.db.user.updateMany({ where: { id: person.id }, data: { role: 'ADMIN' } }),
  );
  expect((await one.find(token))?.user.role).toBe('ADMIN');
});

test('time counts for kept sessions too, and activity is noted once a minute', async () => {
  const one = await openProcess({ isDeaf: true });
  const person = await house.addPerson();
  const { token, session } = await house.start(person);
  await one.warm(token);
  const writes = () => one.operations.filter((operation) => operation === 'Session.updateMany');
  house.platform.clock.moveBy(minuteMs + 1);
  await one.find(token);
  expect(writes()).toHaveLength(1);
  await one.find(token);
  expect(writes()).toHaveLength(1);
  house.platform.clock.set(session.expiresAt);
  expect(await one.find(token)).toBeNull();
});

test('nothing of a session reaches a level that processes share', async () => {
  const seen: string[] = [];
  const shared: SharedStore = {
    find: async (group, key) => {
      seen.push(group, key);
      return { text: null, ticket: 'one' };
    },
    save: async (key, { text }) => void seen.push(key, text),
  };
  const one = await openProcess({ shared, isDeaf: true });
  const { token } = await house.start(await house.addPerson());
  await one.warm(token);
  expect(seen).toEqual([]);
});

test('a token that opens nothing is not kept, and is looked for each time', async () => {
  const one = await openProcess({ isDeaf: true });
  const token = 'A'.repeat(43);
  expect(await one.find(token)).toBeNull();
  one.operations.length = 0;
  expect(await one.find(token)).toBeNull();
  expect(one.operations).toEqual(['Session.findFirst']);
});
