import { hash } from '@node-rs/argon2';
import { hash as hashBcrypt } from '@node-rs/bcrypt';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ServiceContext } from '../../context.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../../testing/index.ts';
import { enter, freshTenant, makeAccount, testPassword } from '../accounts.testing.ts';
import { verifyPassword } from '../password/verify-password.ts';
import { rankDeviation } from '../rank-deviation.testing.ts';

vi.setConfig({ testTimeout: 300_000 });

const samples = 40;
const foreignSamples = 24;
const warmUp = 3;

// Two samples of 40 that lie apart altogether are 7.7 standard deviations from what chance gives, of
// 24 5.9, and chance alone comes to 5 once in two million runs. The samples take turns in an order
// that changes, so that whatever else the machine does slows all of them.
const mostDeviations = 5;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

interface Kind {
  readonly name: string;
  readonly password?: string;
  readonly account?: Partial<Parameters<typeof makeAccount>[1]>;
  readonly hasFactor?: boolean;
}

const kinds: readonly Kind[] = [
  { name: 'unknown' },
  { name: 'known', account: {} },
  { name: 'with a second factor', account: {}, hasFactor: true },
  { name: 'without a password', account: { passwordHash: null } },
  { name: 'suspended', account: { status: 'SUSPENDED' }, password: testPassword },
  { name: 'deleted', account: { deletedAt: new Date() }, password: testPassword },
];

async function prepare(ctx: ServiceContext, kind: Kind, index: number): Promise<string> {
  const email = `${kind.name.replaceAll(' ', '-')}.${index}@people.example`;
  if (kind.account === undefined) return email;
  const userId = await makeAccount(ctx, { email, ...kind.account });
  if (kind.hasFactor === true) {
    const data = { userId, secretCiphertext: new Uint8Array(64), confirmedAt: new Date() };
    await inScope(ctx, () => ctx.db.authenticator.createMany({ data: [data] }));
  }
  return email;
}

/** A fair shuffle, which sorting by a coin is not: no kind of refusal mostly follows the same other one. */
function shuffled<T>(items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: Math.random() }));
  return keyed.toSorted((left, right) => left.key - right.key).map(({ item }) => item);
}

/** How long refusals of each kind took, in ms, in rounds of changing order. */
async function measure(kindsOf: readonly Kind[], count = samples): Promise<Map<string, number[]>> {
  const { ctx } = await freshTenant(platform);
  const rounds: { kind: Kind; email: string }[][] = [];
  for (let index = 0; index < warmUp + count; index += 1) {
    const round = [];
    for (const kind of kindsOf) round.push({ kind, email: await prepare(ctx, kind, index) });
    rounds.push(shuffled(round));
  }
  const times = new Map<string, number[]>(kindsOf.map(({ name }) => [name, []]));
  for (const [index, round] of rounds.entries()) {
    for (const [order, { kind, email }] of round.entries()) {
      const own = { ...ctx, request: { ...ctx.request, ip: `10.${order}.${index}.1` } };
      const startedAt = performance.now();
      const [result] = await Promise.allSettled([
        enter(own, email, { password: kind.password ?? 'one of very many guesses' }),
      ]);
      const took = performance.now() - startedAt;
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { kind: 'UNAUTHENTICATED', code: 'session.wrong_credentials', params: {} },
      });
      if (index >= warmUp) times.get(kind.name)?.push(took);
    }
  }
  return times;
}

/** Kinds whose times tell them from those of an address without an account. */
function toldApart(times: Map<string, number[]>): string[] {
  const unknown = times.get('unknown') ?? [];
  return [...times]
    .filter(([, taken]) => Math.abs(rankDeviation(taken, unknown)) > mostDeviations)
    .map(([name]) => name);
}

test('a refused sign-in takes the same time whether there is an account or not, and whatever is the matter with it', async () => {
  // Since one of the hashes from elsewhere was compared, refusals are held back as long as that took.
  await verifyPassword(await hashBcrypt(testPassword, { cost: 11 }), testPassword);
  expect(toldApart(await measure(kinds))).toEqual([]);
});

test('a refused sign-in takes the same time where passwords came from elsewhere', async () => {
  const cost = { memoryCost: 8192, timeCost: 1, parallelism: 1 };
  const foreign: Kind[] = [
    { name: 'unknown' },
    { name: 'known', account: {} },
    { name: 'bcrypt', account: { passwordHash: await hashBcrypt(testPassword, { cost: 10 }) } },
    { name: 'cheap argon2', account: { passwordHash: await hash(testPassword, cost) } },
  ];
  expect(toldApart(await measure(foreign, foreignSamples))).toEqual([]);
});

test('the comparison sees a difference where there is one', () => {
  const fast = Array.from({ length: samples }, (_, index) => 3 + index / 100);
  const slow = fast.map((time) => time + 20);
  expect(Math.abs(rankDeviation(fast, slow))).toBeGreaterThan(mostDeviations + 2);
  expect(rankDeviation(fast, fast)).toBe(0);
});
