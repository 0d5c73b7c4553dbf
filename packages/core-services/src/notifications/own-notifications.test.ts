import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestHouse } from '../accounts/people/people.testing.ts';
import { TestConsole } from '../approvals/console.testing.ts';
import type { Actor } from '../context.ts';
import { listNotifications } from './list-notifications.ts';
import { markRead } from './mark-read.ts';
import {
  listPushTokens,
  mostPushTokens,
  pushTokenContext,
  registerPushToken,
  removePushToken,
} from './push-tokens.ts';
import { keptMs, readKeptMs, removeOldNotifications } from './remove-old-notifications.ts';

let world: TestConsole;
let house: TestHouse;
let userId: string;
let other: string;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await TestHouse.in(world);
  userId = await house.addActive();
  other = await house.addActive();
});

const refused = (code: string) => expect.objectContaining({ code });
const as = (id: string): Actor => ({ kind: 'USER', userId: id, role: 'USER', name: 'Ada' });

function add(of: string, count: number, at = new Date('2026-01-01')) {
  return house.within(() =>
    house.db.notification.createMany({
      // Many in one instant: the id settles the order.
      data: Array.from({ length: count }, () => ({
        userId: of,
        kind: 'password.changed',
        idempotencyKey: randomUUID(),
        createdAt: at,
      })),
    }),
  );
}

const list = (
  input: { cursor?: string; limit?: number; isUnread?: boolean } = {},
  by = userId,
  at = house,
) => at.as(as(by), (ctx) => listNotifications({ ctx, input: { limit: 25, ...input } }));

describe('a long list', () => {
  test('is walked from end to end, every row once, while new ones come', async () => {
    await add(userId, 57);
    await add(other, 3);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const stretch = await list({ limit: 10, ...(cursor === null ? {} : { cursor }) });
      expect(stretch.items.length).toBeLessThanOrEqual(10);
      seen.push(...stretch.items.map(({ id }) => id));
      cursor = stretch.nextCursor;
      if (seen.length === 20) await add(userId, 2, new Date('2026-02-01'));
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(57);
    expect(seen).toHaveLength(57);
  });

  test('takes no cursor of another person, another tenant, or one that was changed', async () => {
    await add(userId, 3);
    await add(other, 3);
    const mine = (await list({ limit: 1 })).nextCursor ?? '';
    const theirs = (await list({ limit: 1 }, other)).nextCursor ?? '';
    const elsewhere = await TestHouse.in(world);
    for (const cursor of [
      theirs,
      `${mine}x`,
      mine.replace(/^./u, 'A'),
      'x'.repeat(60),
      mine.split('.')[0] ?? '',
      '.',
      `${mine.split('.')[0]}.`,
    ]) {
      await expect(list({ cursor })).rejects.toEqual(refused('cursor.invalid'));
    }
    const [body = ''] = mine.split('.');
    expect(Buffer.from(body, 'base64url').toString()).not.toContain(userId);
    const foreign = elsewhere.as(as(userId), (ctx) =>
      listNotifications({ ctx, input: { limit: 1, cursor: mine } }),
    );
    await expect(foreign).rejects.toEqual(refused('cursor.invalid'));
  });

  test('is told apart by read and unread; ids of others are not touched', async () => {
    await add(userId, 3);
    await add(other, 1);
    const [first] = (await list()).items;
    const [foreign] = (await list({}, other)).items;
    const mark = (ids?: string[]) =>
      house.as(as(userId), (ctx) => markRead({ ctx, input: { notificationIds: ids } }));
    expect(await mark([first!.id, foreign!.id])).toEqual({ unreadCount: 2 });
    expect((await list({ isUnread: true })).items).toHaveLength(2);
    expect((await list({ isUnread: false })).items.map(({ id }) => id)).toEqual([first!.id]);
    expect((await list({}, other)).unreadCount).toBe(1);
    expect(await mark()).toEqual({ unreadCount: 0 });
  });
});

describe('a device that is told', () => {
  const token = () => `push-${randomUUID()}`;
  const register = (text: string, by = userId) =>
    house.as(as(by), (ctx) =>
      registerPushToken({ ctx, input: { platform: 'IOS', token: text, deviceName: 'Phone' } }),
    );
  const devices = (by = userId) => house.as(as(by), (ctx) => listPushTokens({ ctx }));

  test('is stored sealed and hashed; seen again it is the same', async () => {
    const text = token();
    const first = await register(text);
    expect(await register(text)).toMatchObject({ id: first.id });
    const row = await house.within(() =>
      house.db.pushToken.findFirstOrThrow({ where: { id: first.id } }),
    );
    expect(Buffer.from(row.tokenCiphertext).toString('latin1')).not.toContain(text);
    expect(
      house.ctx().keyring.decrypt(row.tokenCiphertext, pushTokenContext(house.tenant.id, userId)),
    ).toBe(text);
    expect(() =>
      house.ctx().keyring.decrypt(row.tokenCiphertext, pushTokenContext(house.tenant.id, other)),
    ).toThrow();
    expect(Object.keys(first)).not.toContain('token');
    expect((await house.audit(first.id)).map(({ action }) => action)).toEqual([
      'pushToken.register',
    ]);
  });

  test('moves to whoever registers it next: its former owner’s notices go there no more', async () => {
    const text = token();
    const { id } = await register(text);
    expect(await register(text, other)).toMatchObject({ id });
    expect(await devices()).toEqual([]);
    expect(await devices(other)).toMatchObject([{ id }]);
    const row = await house.within(() => house.db.pushToken.findFirstOrThrow({ where: { id } }));
    expect(
      house.ctx().keyring.decrypt(row.tokenCiphertext, pushTokenContext(house.tenant.id, other)),
    ).toBe(text);
    expect((await house.audit(id)).map(({ action }) => action)).toEqual([
      'pushToken.register',
      'pushToken.move',
    ]);
  });

  test('is one row, whatever number register it at the same time', async () => {
    const text = token();
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => register(text, index % 2 === 0 ? userId : other)),
    );
    expect((await devices()).length + (await devices(other)).length).toBe(1);
  });

  test('is removed by its owner alone, and makes room past twenty', async () => {
    const { id } = await register(token());
    const remove = (by: string) =>
      house.as(as(by), (ctx) => removePushToken({ ctx, input: { pushTokenId: id } }));
    await expect(remove(other)).rejects.toEqual(refused('entity.not_found'));
    await remove(userId);
    await expect(remove(userId)).rejects.toEqual(refused('entity.not_found'));
    expect(mostPushTokens).toBe(20);
    for (let count = 0; count < mostPushTokens + 1; count += 1) await register(token());
    expect(await devices()).toHaveLength(mostPushTokens);
  });
});

test('what was read goes after 180 days, everything after a year', async () => {
  const now = Date.now();
  await add(userId, 1, new Date(now - readKeptMs + 60_000));
  await add(userId, 2, new Date(now - readKeptMs - 60_000));
  await add(userId, 4, new Date(now - keptMs - 60_000));
  const run = () =>
    house.as({ kind: 'SYSTEM', name: 'clean-up' }, (ctx) =>
      removeOldNotifications({ ctx, limit: 100 }),
    );
  expect(await run()).toBe(4);
  await house.as(as(userId), (ctx) => markRead({ ctx, input: {} }));
  expect(await run()).toBe(2);
  expect((await list()).items).toHaveLength(1);
  expect([readKeptMs, keptMs].map((ms) => ms / 86_400_000)).toEqual([180, 365]);
});
