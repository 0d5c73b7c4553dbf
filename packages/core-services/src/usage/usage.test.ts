import { randomUUID } from 'node:crypto';
import { GetUsageInput } from '@freehold/core-contracts/organizations';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createKey } from '../api-keys/create-key.ts';
import type { Actor } from '../context.ts';
import { manyMeetMs, TestOrganizations } from '../organizations/organizations.testing.ts';
import { createTestClock } from '../testing/index.ts';
import { getUsage } from './get-usage.ts';
import { createUsageCounter, type UsageCounter } from './usage-counter.ts';

let world: TestOrganizations;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  world = await TestOrganizations.open();
});
afterAll(() => world.close());

const warnings: object[] = [];
const logger = {
  info: () => undefined,
  error: () => undefined,
  warn: (fields: object) => void warnings.push(fields),
};

function counter(clock = () => new Date(), db = world.db) {
  return createUsageCounter({ db, clock, logger, flushMs: 60_000 });
}

/** Closes it, however busy the machine is. */
async function finish(process: UsageCounter): Promise<void> {
  await expect
    .poll(() => process.close().then(() => 'closed'), { timeout: manyMeetMs })
    .toBe('closed');
}

async function addKeys(count: number) {
  const { id: organizationId, owner } = await world.addOrganization();
  const keys: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { apiKey } = await world.in(() =>
      createKey({
        ctx: world.as(owner.actor),
        input: { organizationId, name: `Key ${index}`, scopes: ['usage.read'], expiresInDays: 1 },
      }),
    );
    keys.push(apiKey.id);
  }
  const call = (apiKeyId: string, isError = false, ip: string | null = '203.0.113.9') => ({
    ...{ tenantId: world.tenant.id, organizationId, apiKeyId, isError, ip },
  });
  return { organizationId, owner, keys, call };
}

function read(actor: Actor, input: Partial<GetUsageInput> & { organizationId: string }) {
  const to = new Date(Date.now() + 60 * 60_000);
  const from = new Date(Date.now() - 60 * 60_000);
  const full = GetUsageInput.parse({ from, to, bucket: 'HOUR', ...input });
  return world.in(() => getUsage({ ctx: world.as(actor), input: full }));
}
async function callsUsedOf(organizationId: string) {
  const { apiCallsUsed } = await world.in(() =>
    world.db.organization.findFirstOrThrow({ where: { id: organizationId } }),
  );
  return apiCallsUsed;
}

test('64 processes that write at once lose nothing and count nothing twice', async () => {
  const { organizationId, owner, keys, call } = await addKeys(4);
  const counters = Array.from({ length: 64 }, () => counter());
  let expected = 0n;
  for (const [index, process] of counters.entries()) {
    for (let count = 0; count < 5 + (index % 3); count += 1) {
      for (const key of index % 2 === 0 ? keys : keys.toReversed()) {
        process.count(call(key, count === 0));
        expected += 1n;
      }
    }
  }
  await Promise.all(counters.map(finish));
  const usage = await read(owner.actor, { organizationId });
  expect(usage.totalCalls).toBe(expected);
  expect(usage.totalErrors).toBe(64n * 4n);
  expect(usage.byKey.reduce((sum, { calls }) => sum + calls, 0n)).toBe(expected);
  expect(usage.points.reduce((sum, { calls }) => sum + calls, 0n)).toBe(expected);
  expect(await callsUsedOf(organizationId)).toBe(expected);
});

test('calls that come while others are being written are written too, at the latest when it closes', async () => {
  const { organizationId, keys, call } = await addKeys(1);
  const [key = ''] = keys;
  const process = counter();
  const flushes: Promise<void>[] = [];
  for (let index = 0; index < 500; index += 1) {
    process.count(call(key));
    if (index % 50 === 0) flushes.push(process.flush());
    if (index % 70 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await process.close();
  await Promise.all(flushes);
  expect(await callsUsedOf(organizationId)).toBe(500n);
});

test('without anybody asking, a call is written within a second', async () => {
  const { organizationId, keys, call } = await addKeys(1);
  const process = createUsageCounter({ db: world.db, clock: () => new Date(), logger });
  process.count(call(keys[0] ?? ''));
  await expect.poll(() => callsUsedOf(organizationId), { timeout: 5_000, interval: 50 }).toBe(1n);
  await process.close();
});

test('what cannot be written is kept and written later; at the end it is said', async () => {
  const { organizationId, keys, call } = await addKeys(1);
  let isBroken = true;
  const db = new Proxy(world.db, {
    get(target, name, receiver) {
      if (name === '$transaction' && isBroken) throw new Error('The database is away');
      return Reflect.get(target, name, receiver);
    },
  });
  const process = counter(() => new Date(), db);
  process.count(call(keys[0] ?? ''));
  await process.flush();
  process.count(call(keys[0] ?? '', true));
  await expect(process.close()).rejects.toThrow('Usage could not be written');
  isBroken = false;
  await process.flush();
  expect(await callsUsedOf(organizationId)).toBe(2n);
});

test('the time of last use is written at most once a minute', async () => {
  const { keys, call } = await addKeys(1);
  const [key = ''] = keys;
  const clock = createTestClock(new Date('2026-05-04T10:00:00Z'));
  const process = counter(clock);
  const lastUse = async (ip: string) => {
    process.count(call(key, false, ip));
    await process.flush();
    const row = await world.in(() => world.db.apiKey.findFirstOrThrow({ where: { id: key } }));
    return [row.lastUsedAt?.toISOString().slice(11, 19), row.lastUsedIp];
  };
  expect(await lastUse('192.0.2.1')).toEqual(['10:00:00', '192.0.2.1']);
  clock.moveBy(59_000);
  expect(await lastUse('192.0.2.2')).toEqual(['10:00:00', '192.0.2.1']);
  clock.moveBy(1_000);
  expect(await lastUse('192.0.2.3')).toEqual(['10:01:00', '192.0.2.3']);
  await process.close();
});

test('hours and days are UTC buckets, empty ones too, and a range has its bounds', async () => {
  const { organizationId, owner, keys, call } = await addKeys(2);
  const [one = '', two = ''] = keys;
  const clock = createTestClock(new Date('2026-03-28T22:59:59.999Z'));
  const process = counter(clock);
  process.count(call(one));
  clock.set(new Date('2026-03-28T23:00:00.000Z'));
  process.count(call(one, true));
  clock.set(new Date('2026-03-30T00:00:00.000Z'));
  process.count(call(two));
  await process.close();
  const range = { organizationId, from: new Date('2026-03-28'), to: new Date('2026-03-31') };
  const days = await read(owner.actor, { ...range, bucket: 'DAY' });
  expect(days.points).toEqual([
    { at: new Date('2026-03-28'), calls: 2n, errors: 1n },
    { at: new Date('2026-03-29'), calls: 0n, errors: 0n },
    { at: new Date('2026-03-30'), calls: 1n, errors: 0n },
  ]);
  expect(days).toMatchObject({ totalCalls: 3n, totalErrors: 1n });
  expect(days.byKey.map(({ apiKeyId, calls }) => [apiKeyId, calls])).toEqual([
    [one, 2n],
    [two, 1n],
  ]);
  const hours = await read(owner.actor, range);
  expect(hours.points).toHaveLength(72);
  expect(hours.points.filter(({ calls }) => calls > 0n).map(({ at }) => at.getUTCHours())).toEqual([
    22, 23, 0,
  ]);
  const ofOne = await read(owner.actor, { ...range, apiKeyId: two });
  expect(ofOne.totalCalls).toBe(1n);
  const cut = await read(owner.actor, {
    ...range,
    from: new Date('2026-03-28T22:30:00Z'),
    to: new Date('2026-03-28T23:00:00Z'),
  });
  expect(cut.points).toEqual([{ at: new Date('2026-03-28T22:00:00Z'), calls: 1n, errors: 0n }]);
});

test('a chart has at most 31 days of hours and a leap year of days', async () => {
  const { organizationId, owner } = await addKeys(0);
  const from = new Date('2028-01-01');
  const after = (days: number) => new Date(from.getTime() + days * 86_400_000);
  const points = async (bucket: 'HOUR' | 'DAY', days: number) =>
    (await read(owner.actor, { organizationId, bucket, from, to: after(days) })).points.length;
  expect(await points('HOUR', 31)).toBe(744);
  expect(await points('DAY', 366)).toBe(366);
  for (const [bucket, days] of [
    ['HOUR', 32],
    ['DAY', 367],
  ] as const) {
    await expect(points(bucket, days)).rejects.toMatchObject({
      ...{ kind: 'INVALID', code: 'usage.range_too_long' },
    });
  }
  await expect(points('DAY', 0)).rejects.toMatchObject({ code: 'usage.range_empty' });
});

test('calls of a key that is nowhere are dropped, and nobody else’s with them', async () => {
  const { organizationId, keys, call } = await addKeys(1);
  const process = counter();
  process.count(call(keys[0] ?? ''));
  process.count(call(randomUUID()));
  process.count({ ...call(randomUUID()), organizationId: randomUUID() });
  await process.close();
  expect(await callsUsedOf(organizationId)).toBe(1n);
});

test('strangers see no usage', async () => {
  const { organizationId } = await addKeys(0);
  const stranger = await world.addPerson();
  await expect(read(stranger.actor, { organizationId })).rejects.toMatchObject({
    kind: 'NOT_FOUND',
  });
});
