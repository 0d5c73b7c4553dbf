import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createCache } from './cache.ts';
import { createRedisLevel } from './redis-level.ts';

const redis = { host: '127.0.0.1', port: 6379 };
const isThere = await new Promise<boolean>((resolve) => {
  const socket = connect(redis, () => resolve(true)).on('error', () => resolve(false));
  socket.once('connect', () => socket.end());
});
if (!isThere)
  console.warn('NO REDIS at 127.0.0.1:6379: the shared level of the cache is NOT tested');

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
const key = (tenant = 'a') => ({ tenant, name: 'thing', id: 'one' });

function openProcess(prefix: string, url = `redis://${redis.host}:${redis.port}`) {
  const warnings: string[] = [];
  const logger = {
    info: () => undefined,
    warn: (_fields: object, message: string) => void warnings.push(message),
    error: () => undefined,
  };
  const level = createRedisLevel({ url, logger, prefix });
  closing.push(level.close);
  let loads = 0;
  const cache = createCache({ bus: level.bus, shared: level.shared });
  const read = (value: unknown, tenant?: string) =>
    cache.read(key(tenant), async () => {
      loads += 1;
      return value;
    });
  return { cache, level, warnings, read, loads: () => loads };
}

function makePrefix(): string {
  const prefix = `test-${randomUUID()}`;
  closing.push(async () => {
    const client = new Redis(redis);
    const keys = await client.keys(`${prefix}:*`);
    if (keys.length > 0) await client.del(...keys);
    client.disconnect();
  });
  return prefix;
}

const until = (met: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await met()).toBe(true), { timeout: 10_000, interval: 20 });

/** A way to Redis that can be cut and mended. */
async function openWay() {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(redis);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => sockets.delete(one));
    }
  });
  const open = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await open(0);
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  closing.push(cut);
  return { url: `redis://127.0.0.1:${port}`, cut, mend: () => open(port) };
}

test('with nobody at the port reads are answered by their loaders, and it is said once', async () => {
  const { read, warnings, level } = openProcess('test-dead', 'redis://user:hunter2@127.0.0.1:1');
  await until(() => warnings.length > 0);
  expect(await read(1)).toBe(1);
  expect(await read(2)).toBe(2);
  expect(level.isUsable()).toBe(false);
  expect(warnings).toHaveLength(1);
});

describe.skipIf(!isThere)('over Redis', () => {
  test('a value loaded by one process serves the other, of its own tenant only', async () => {
    const prefix = makePrefix();
    const [one, two] = [openProcess(prefix), openProcess(prefix)];
    await until(() => one.level.isUsable() && two.level.isUsable());
    expect(await one.read({ at: new Date(5), big: 7n }, 'a')).toEqual({ at: new Date(5), big: 7n });
    await until(async () => {
      const client = new Redis(redis);
      const kept = await client.get(`${prefix}:a:thing:one`);
      client.disconnect();
      return kept !== null;
    });
    expect(await two.read('loaded here', 'a')).toEqual({ at: new Date(5), big: 7n });
    expect(await two.read('of another', 'b')).toBe('of another');
    expect([one.loads(), two.loads()]).toEqual([1, 1]);
  });

  test('a write in one process drops the value in the other', async () => {
    const prefix = makePrefix();
    const [one, two] = [openProcess(prefix), openProcess(prefix)];
    await until(() => one.level.isUsable() && two.level.isUsable());
    await one.read('old');
    await two.read('old');
    one.cache.drop('a', 'thing');
    expect(await one.read('new')).toBe('new');
    await until(async () => (await two.read('new')) === 'new');
  });

  test('a load that began before a write in another process is not kept by anybody', async () => {
    const prefix = makePrefix();
    const [one, two] = [openProcess(prefix), openProcess(prefix)];
    await until(() => one.level.isUsable() && two.level.isUsable());
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    let hasBegun = false;
    const slow = one.cache.read(key(), async () => {
      hasBegun = true;
      await gate;
      return 'old';
    });
    await until(() => hasBegun);
    two.cache.drop('a', 'thing');
    await until(() => two.level.isUsable());
    release();
    expect(await slow).toBe('old');
    expect(await two.read('new')).toBe('new');
    await until(async () => (await one.read('new')) === 'new');
  });

  test('Redis that goes away costs loads, not answers; a drop made meanwhile holds when it is back', async () => {
    const prefix = makePrefix();
    const way = await openWay();
    const one = openProcess(prefix, way.url);
    const steady = openProcess(prefix);
    await until(() => one.level.isUsable() && steady.level.isUsable());
    expect(await one.read('old')).toBe('old');
    way.cut();
    await until(() => !one.level.isUsable() && !one.level.bus.isListening);
    one.cache.drop('a', 'thing');
    expect(await one.read('new')).toBe('new');
    expect(await one.read('newer')).toBe('newer');
    await until(() => one.warnings.length > 0);
    await way.mend();
    await until(() => one.level.isUsable());
    expect(await one.read('newest')).toBe('newest');
    await until(async () => (await steady.read('newest')) === 'newest');
    expect(one.warnings).toHaveLength(1);
  });
});
