import { randomBytes } from 'node:crypto';
import type { NotificationSignal } from '@freehold/core-contracts/notifications';
import { createDatabase, inTransaction, withTenant, type Database } from '@freehold/core-db';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { TestConsole } from '../approvals/console.testing.ts';
import { createCache, type CacheBus } from '../cache/cache.ts';
import { dropOnWrite } from '../cache/drop-on-write.ts';
import type { ServiceTenant } from '../context.ts';
import { createLiveNotifications, type LiveNotifications } from './live-notifications.ts';
import { markRead } from './mark-read.ts';
import { notify } from './notify.ts';

let house: TestConsole;
let other: Database;
let tenant: ServiceTenant;
let userId: string;
let sessionId: string;
let live: LiveNotifications;
let aborts: AbortController;

/** Two processes that hear of one another's drops. */
function createPair(): [CacheBus, CacheBus] {
  const told: ((group: string | null) => void)[][] = [[], []];
  const side = (own: 0 | 1): CacheBus => ({
    isListening: true,
    publish: (group) => told[1 - own]?.forEach((listener) => listener(group)),
    onDrop: (listener) => void told[own]?.push(listener),
  });
  return [side(0), side(1)];
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

beforeAll(async () => {
  house = await TestConsole.open();
  const [here, there] = createPair();
  const cacheThere = createCache({ bus: there });
  other = await createDatabase({
    url: house.platform.urls.appUrl,
    onWrite: (event) => dropOnWrite(cacheThere, event),
  });
  live = createLiveNotifications({
    db: house.db,
    clock: () => new Date(),
    logger: quiet,
    cache: createCache({ bus: here }),
    limits: { coalesceMs: 5, perSession: 2, heartbeatMs: 60_000 },
  });
});
afterAll(async () => {
  await other.close();
  await house.close();
});
beforeEach(async () => {
  tenant = await house.addTenant();
  ({ userId } = await house.addPerson(tenant));
  sessionId = await addSession(userId);
  aborts = new AbortController();
  return () => aborts.abort();
});

function addSession(of: string): Promise<string> {
  return withTenant(tenant.id, async () => {
    const { id } = await house.db.session.create({
      data: {
        userId: of,
        tokenHash: randomBytes(32),
        audience: 'PORTAL',
        expiresAt: new Date('2099-01-01'),
      },
      select: { id: true },
    });
    return id;
  });
}

function watch(of = userId, session = sessionId, signal = aborts.signal) {
  return live.watch({ tenantId: tenant.id, sessionId: session, userId: of, signal });
}

async function next(stream: AsyncGenerator<NotificationSignal, void>) {
  const { value } = await stream.next();
  return value ?? null;
}

/** Writes through the other process. */
function tell(idempotencyKey: string, to = userId) {
  const ctx = { ...house.contextOf(tenant, { kind: 'SYSTEM', name: 'test' }), db: other.client };
  return withTenant(tenant.id, () =>
    inTransaction(ctx.db, (tx) =>
      notify(tx, ctx, { userId: to, kind: 'password.changed', parameters: {}, idempotencyKey }),
    ),
  );
}

test('whoever watches learns what is unread at once, what another process writes, and what was read elsewhere', async () => {
  const stream = watch();
  expect(await next(stream)).toEqual({ unreadCount: 0, newest: null });
  await tell('a');
  expect(await next(stream)).toMatchObject({
    unreadCount: 1,
    newest: { kind: 'password.changed' },
  });
  const ctx = { ...house.contextOf(tenant, { kind: 'USER', userId, role: 'USER', name: 'Ada' }) };
  await withTenant(tenant.id, () => markRead({ ctx: { ...ctx, db: other.client }, input: {} }));
  expect(await next(stream)).toEqual({ unreadCount: 0, newest: null });
});

test('nobody hears of another person or another tenant', async () => {
  const person = await house.addPerson(tenant);
  const mine = watch();
  const theirs = watch(person.userId, await addSession(person.userId));
  await Promise.all([next(mine), next(theirs)]);
  await tell('a', person.userId);
  expect(await next(theirs)).toMatchObject({ unreadCount: 1 });
  await tell('b');
  expect(await next(mine)).toMatchObject({ unreadCount: 1 });
});

test('a stream ends when its session ends, wherever that happens', async () => {
  const stream = watch();
  await next(stream);
  await withTenant(tenant.id, () =>
    other.client.session.updateMany({ where: { id: sessionId }, data: { isValid: false } }),
  );
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test('a stream ends when its owner is frozen or deleted', async () => {
  for (const data of [{ status: 'FROZEN' }, { deletedAt: new Date() }] as const) {
    const person = await house.addPerson(tenant);
    const stream = watch(person.userId, await addSession(person.userId));
    await next(stream);
    await withTenant(tenant.id, () =>
      other.client.user.updateMany({ where: { id: person.userId }, data }),
    );
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  }
});

test('a session of another tenant opens no stream', async () => {
  const elsewhere = await house.addTenant();
  const stream = live.watch({ tenantId: elsewhere.id, sessionId, userId, signal: aborts.signal });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test('a session has so many streams and no more; one that is left makes room', async () => {
  const streams = [watch(), watch()];
  await Promise.all(streams.map(next));
  await expect(watch().next()).rejects.toMatchObject({ code: 'notifications.too_many_streams' });
  aborts.abort();
  await Promise.all(streams.map((stream) => stream.next()));
  await vi.waitFor(() => expect(live.streams).toBe(0));
  const again = watch(userId, sessionId, new AbortController().signal);
  await next(again);
  await again.return();
  expect(live.streams).toBe(0);
});

test('a slow reader gets the newest state, not every one', async () => {
  const stream = watch();
  await next(stream);
  for (const key of ['a', 'b', 'c']) await tell(key);
  await vi.waitFor(async () => {
    expect(await next(stream)).toMatchObject({ unreadCount: 3 });
  });
});
