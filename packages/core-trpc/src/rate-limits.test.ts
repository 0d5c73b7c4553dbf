import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createRateLimits, type LimitUse } from './rate-limits.ts';
import { freePort, hasRedisServer, startRedisServer } from './testing/redis-server.ts';

const redis = { host: '127.0.0.1', port: 6379 };
const isThere = await new Promise<boolean>((resolve) => {
  const socket = connect(redis, () => resolve(true)).on('error', () => resolve(false));
  socket.once('connect', () => socket.end());
});
if (!isThere) console.warn('NO REDIS at 127.0.0.1:6379: shared rate limits are NOT tested');
if (!hasRedisServer)
  console.warn('NO redis-server: rate limits without their Redis are NOT tested');

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const sharedUrl = `redis://${redis.host}:${redis.port}`;
const until = (met: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await met()).toBe(true), { timeout: 10_000, interval: 20 });

/** One process's limits; `name` is unique, so that tests do not share counters. */
function openProcess(redisUrl?: string, prefix = `test-${randomUUID()}`) {
  const lines: string[] = [];
  const state = { isShared: null as boolean | null, uses: [] as string[] };
  const limits = createRateLimits({
    redisUrl,
    prefix,
    logger: {
      info: (_, text) => void lines.push(`info ${text}`),
      warn: (fields, text) => void lines.push(`warn ${text} ${JSON.stringify(fields)}`),
      error: () => undefined,
    },
    metrics: {
      countLimit: ({ outcome }) => void state.uses.push(outcome),
      setLimitsShared: (isShared) => void (state.isShared = isShared),
    },
  });
  closing.push(() => limits.close());
  const limit = limits.define({ name: 'calls', windowSeconds: 60 });
  return { take: (key = 'k', most = 5) => limit.take(key, most), lines, state, prefix, limits };
}

const taken = (uses: LimitUse[]) => uses.filter((use) => use.isTaken).length;
const takeMany = (count: number, take: () => Promise<LimitUse>) =>
  Promise.all(Array.from({ length: count }, take));

describe('the limit of one process', () => {
  test('gives as many uses as it has, then none, and says what is left', async () => {
    const { take, state } = openProcess();
    expect(await take()).toEqual({
      isTaken: true,
      limit: 5,
      remaining: 4,
      resetMs: expect.any(Number),
    });
    expect(taken(await takeMany(20, () => take()))).toBe(4);
    const refused = await take();
    expect(refused).toMatchObject({ isTaken: false, remaining: 0 });
    expect(refused.resetMs).toBeGreaterThan(55_000);
    expect(refused.resetMs).toBeLessThanOrEqual(60_000);
    expect(state.uses.filter((outcome) => outcome === 'taken')).toHaveLength(5);
  });

  test('counts each key for itself, and lets the limit differ from use to use', async () => {
    const { take } = openProcess();
    await takeMany(5, () => take('a'));
    expect(await take('a')).toMatchObject({ isTaken: false });
    expect(await take('b')).toMatchObject({ isTaken: true });
    expect(await take('a', 100)).toMatchObject({ isTaken: true, limit: 100, remaining: 93 });
  });

  test('begins anew after its window', async () => {
    vi.useFakeTimers();
    try {
      const { take } = openProcess();
      await takeMany(6, () => take());
      expect(await take()).toMatchObject({ isTaken: false });
      await vi.advanceTimersByTimeAsync(60_001);
      expect(await take()).toMatchObject({ isTaken: true, remaining: 4 });
    } finally {
      vi.useRealTimers();
    }
  });
});

test('with nobody at the port every use is answered at once, and it is said once without the password', async () => {
  const { take, lines, state } = openProcess('redis://user:hunter2@127.0.0.1:1');
  await until(() => lines.length > 0);
  const startedAt = performance.now();
  expect(taken(await takeMany(20, () => take()))).toBe(5);
  expect(performance.now() - startedAt).toBeLessThan(200);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('hunter2');
  expect(state.isShared).toBe(false);
});

describe.skipIf(!isThere)('over Redis', () => {
  async function openTwo() {
    const one = openProcess(sharedUrl);
    const two = openProcess(sharedUrl, one.prefix);
    closing.push(async () => {
      const client = new Redis(redis);
      const keys = await client.keys(`${one.prefix}:*`);
      if (keys.length > 0) await client.del(...keys);
      client.disconnect();
    });
    await until(() => one.state.isShared === true && two.state.isShared === true);
    return [one, two] as const;
  }

  test('two processes share one limit, whoever of them is asked', async () => {
    const [one, two] = await openTwo();
    const uses = await Promise.all([
      ...Array.from({ length: 32 }, () => one.take('k', 10)),
      ...Array.from({ length: 32 }, () => two.take('k', 10)),
    ]);
    expect(taken(uses)).toBe(10);
    expect(await one.take('other', 10)).toMatchObject({ isTaken: true, remaining: 9 });
    expect(await two.take('other', 10)).toMatchObject({ isTaken: true, remaining: 8 });
  });

  test('the counter of a key ends with its window', async () => {
    const [one] = await openTwo();
    await one.take('k');
    const client = new Redis(redis);
    const [key = ''] = await client.keys(`${one.prefix}:*`);
    const leftMs = await client.pttl(key);
    client.disconnect();
    expect(leftMs).toBeGreaterThan(55_000);
    expect(leftMs).toBeLessThanOrEqual(60_000);
  });
});

describe.skipIf(!hasRedisServer)('a Redis of its own', () => {
  async function startRedis(port: number): Promise<ChildProcess> {
    const child = await startRedisServer(port);
    closing.push(() => child.kill('SIGKILL'));
    return child;
  }

  test('that is killed costs the sharing and no answer; when it is back the limit is shared again', async () => {
    const port = await freePort();
    const server = await startRedis(port);
    const one = openProcess(`redis://127.0.0.1:${port}`);
    const two = openProcess(`redis://127.0.0.1:${port}`, one.prefix);
    await until(() => one.state.isShared === true && two.state.isShared === true);
    await takeMany(3, () => one.take());
    expect(await two.take()).toMatchObject({ remaining: 1 });

    server.kill('SIGKILL');
    await once(server, 'exit');
    const alone = await takeMany(20, () => one.take());
    expect(taken(alone)).toBe(5);
    await until(() => one.state.isShared === false);
    expect(one.lines.filter((line) => line.startsWith('warn'))).toHaveLength(1);

    await startRedis(port);
    await until(() => one.state.isShared === true && two.state.isShared === true);
    await one.take('fresh');
    expect(await two.take('fresh')).toMatchObject({ remaining: 3 });
    expect(one.lines.at(-1)).toBe('info Redis answers again; limits are shared');
  });

  test('that hangs holds a request up once, not each time', async () => {
    const port = await freePort();
    const server = await startRedis(port);
    const one = openProcess(`redis://127.0.0.1:${port}`);
    await until(() => one.state.isShared === true);
    server.kill('SIGSTOP');
    const startedAt = performance.now();
    for (let count = 0; count < 20; count += 1) await one.take();
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    expect(one.state.isShared).toBe(false);
    server.kill('SIGCONT');
    await until(async () => {
      await one.take();
      return one.state.isShared === true;
    });
  });
});
