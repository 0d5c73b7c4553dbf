import { createDatabase, type Database } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { rankDeviation } from '../rank-deviation.testing.ts';
import { SessionTest } from '../session/session.testing.ts';
import { requestPasswordReset } from './request-password-reset.ts';

vi.setConfig({ testTimeout: 60_000 });

const samples = 100;
const warmUp = 5;
// Chance alone comes to 5 once in two million runs.
const mostDeviations = 5;

let house: SessionTest;
let database: Database;
const operations: string[] = [];
beforeAll(async () => {
  house = await SessionTest.open();
  database = await createDatabase({
    url: house.platform.urls.appUrl,
    onOperation: ({ model, action }) => operations.push(`${model}.${action}`),
  });
});
afterAll(async () => {
  await database.close();
  await house.close();
});

let network = 0;
async function ask(email: string): Promise<number> {
  network += 1;
  const request = { ...house.ctx.request, ip: `10.0.${network >> 8}.${network & 255}` };
  const startedAt = performance.now();
  await house.run((ctx) => requestPasswordReset({ ctx, input: { email } }), {
    request,
    db: database.client,
  });
  return performance.now() - startedAt;
}

test('for an address with an account and one without, the same statements run in the same order', async () => {
  const { email } = await house.addPerson();
  const seen = [];
  for (const address of [email, 'nobody@people.test']) {
    operations.length = 0;
    await ask(address);
    seen.push([...operations]);
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]?.some((operation) => operation.startsWith('User.'))).toBe(false);
});

test('a request takes the same time for both', async () => {
  const people = [];
  for (let index = 0; index < samples + warmUp; index += 1) people.push(await house.addPerson());
  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
  for (const [index, { email }] of people.entries()) {
    const kinds = [['known', email] as const, ['unknown', `nobody-${index}@people.test`] as const];
    for (const [kind, address] of Math.random() < 0.5 ? kinds : kinds.toReversed()) {
      const took = await ask(address);
      if (index >= warmUp) times[kind].push(took);
    }
  }
  expect(Math.abs(rankDeviation(times.known, times.unknown))).toBeLessThan(mostDeviations);
});
