import { once } from 'node:events';
import { hasRedisServer } from '@freehold/core-trpc/testing/redis-server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { call, callsPerMinute, openFleet, type TestFleet } from './fleet.testing.ts';

if (!hasRedisServer) console.warn('NO redis-server: limits of several processes are NOT tested');

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await openFleet();
}, 120_000);
afterAll(() => fleet.close(), 60_000);

const until = (met: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await met()).toBe(true), { timeout: 15_000, interval: 50 });

async function signInAt(port: number): Promise<string> {
  const person = fleet.demo.signIns.find(({ totpSecret }) => totpSecret === null);
  const answer = await call(port, {
    path: 'session.signIn',
    input: { audience: 'PORTAL', email: person?.email, password: fleet.demo.password },
    tenant: person?.tenantSlug ?? '',
  });
  expect({ status: answer.status, body: answer.body.slice(0, 200) }).toMatchObject({ status: 200 });
  return answer.cookies.join('; ');
}

const currentAt = async (port: number, cookie: string) =>
  (await call(port, { path: 'session.current', cookie, isReading: true })).status;

describe('a session', () => {
  test('begun at one process is known at the other and behind the proxy', async () => {
    const [one, two] = fleet.ports.apis;
    const cookie = await signInAt(one);
    for (const port of [one, two, fleet.ports.api, fleet.ports.api]) {
      expect(await currentAt(port, cookie)).toBe(200);
    }
  });

  test('ended at one process is over at the other, which knew it a moment ago', async () => {
    const [one, two] = fleet.ports.apis;
    const cookie = await signInAt(one);
    expect([await currentAt(one, cookie), await currentAt(two, cookie)]).toEqual([200, 200]);
    const ended = await call(one, { path: 'session.signOut', cookie });
    expect(ended.status).toBe(200);
    expect(await currentAt(one, cookie)).toBe(401);
    await until(async () => (await currentAt(two, cookie)) === 401);
  });
});

test.skipIf(!hasRedisServer)('two processes share the limit of a network', async () => {
  const ip = '198.51.100.44';
  const listAt = (port: number) => call(port, { path: 'tenants.listPublic', tenant: null, ip });
  const statuses: number[] = [];
  for (let round = 0; round < callsPerMinute / 20 + 2; round += 1) {
    const [one, two] = fleet.ports.apis;
    const ports = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : two));
    const answers = await Promise.all(ports.map(listAt));
    statuses.push(...answers.map(({ status }) => status));
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(callsPerMinute);
  expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  expect((await call(fleet.ports.registrations[0], { path: 'countries.list', ip })).status).toBe(
    429,
  );
});

test('two workers send every message once', async () => {
  const people = Array.from({ length: 60 }, (_, index) => `fleet-${index}@people.example`);
  await Promise.all(
    people.map(async (email, index) => {
      const answer = await call(fleet.ports.registration, {
        path: 'registration.start',
        input: { email, locale: 'en' },
        ip: `203.0.113.${index + 10}`,
      });
      expect(answer.status).toBe(200);
    }),
  );
  const { taken } = fleet.mail;
  const sentTo = () => taken.map(({ to }) => to).filter((to) => people.includes(to));
  await until(() => sentTo().length >= people.length);
  expect(sentTo().toSorted()).toEqual(people.toSorted());
  expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
});

test('a process killed amid traffic loses no request that may be repeated, and is taken out', async () => {
  const read = async () => {
    const answer = await call(fleet.ports.api, {
      path: 'tenants.listPublic',
      tenant: null,
      ip: '203.0.113.200',
      isReading: true,
    });
    return answer.status;
  };
  const statuses: number[] = [];
  const reader = async () => {
    for (let count = 0; count < 25; count += 1) {
      statuses.push(await read());
      if (statuses.length === 40) process.kill(fleet.pidOf('api-1'), 'SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 8 }, reader));
  expect(statuses).toHaveLength(200);
  expect(new Set(statuses)).toEqual(new Set([200]));
  await until(() => fleet.output.text.includes('api-1 was ended by SIGKILL. 1 of its kind go on.'));
  const cookie = await signInAt(fleet.ports.api);
  expect(await currentAt(fleet.ports.api, cookie)).toBe(200);
});

test('Ctrl-C stops what is left in order and ends with 0', async () => {
  const { child, output, ports } = fleet;
  const pids = ['api-2', 'registration-1', 'worker-1', 'worker-2'].map(fleet.pidOf);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(output.text).toContain('Stopped.');
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(fetch(`http://127.0.0.1:${ports.api}/healthz`)).rejects.toThrow();
}, 60_000);
