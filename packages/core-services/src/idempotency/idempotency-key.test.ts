import { randomBytes, randomUUID } from 'node:crypto';
import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { createTestPlatform, inScope, type TestPlatform } from '../testing/index.ts';
import {
  claimIdempotencyKey,
  claimSeconds,
  keptHours,
  recordAnswer,
  releaseIdempotencyKey,
  removeExpiredIdempotencyKeys,
  type IdempotencyClaim,
} from './idempotency-key.ts';

let platform: TestPlatform;
let ctx: ServiceContext;
let apiKeyId: string;
const digest = new Uint8Array(32).fill(1);

beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  ctx = platform.context(await platform.makeTenant());
  apiKeyId = await inScope(ctx, async () => {
    const slug = `org-${randomUUID().slice(0, 8)}`;
    const organization = await ctx.db.organization.create({
      data: { name: 'Org', slug },
      select: { id: true },
    });
    const { id } = await ctx.db.apiKey.create({
      data: {
        organizationId: organization.id,
        name: 'Robot',
        prefix: randomUUID().slice(0, 8),
        secretHash: new Uint8Array(randomBytes(32)),
        createdByName: 'Test',
      },
      select: { id: true },
    });
    return id;
  });
});

const claim = (key = 'order-1', requestDigest = digest) =>
  inScope(ctx, () => claimIdempotencyKey(ctx, { apiKeyId, key, digest: requestDigest }));
async function claimed(key = 'order-1'): Promise<IdempotencyClaim> {
  const outcome = await claim(key);
  if (!('claim' in outcome)) throw new Error('The key was answered before');
  return outcome.claim;
}
const record = (held: IdempotencyClaim, body = '{"a":1}') =>
  inScope(ctx, () =>
    inTransaction(ctx.db, (tx) => recordAnswer(tx, ctx, held, { status: 201, body })),
  );
const underWay = { kind: 'CONFLICT', code: 'idempotency.under_way' };

test('a key is claimed once; its answer is given to whoever asks again within 24 hours', async () => {
  const results = await Promise.allSettled(Array.from({ length: 64 }, () => claim()));
  const won = results.filter(({ status }) => status === 'fulfilled');
  expect(won).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject(underWay);
  }
  const [first] = won as PromiseFulfilledResult<{ claim: IdempotencyClaim }>[];
  await record(first!.value.claim);
  expect(await claim()).toEqual({ answer: { status: 201, body: '{"a":1}' } });
  platform.clock.moveBy(keptHours * 3_600_000 - 1);
  expect(await claim()).toHaveProperty('answer');
  platform.clock.moveBy(2);
  expect(await claim('order-1', new Uint8Array(32).fill(2))).toHaveProperty('claim');
  expect(keptHours).toBe(24);
});

test('another request under the same key is refused, under way or answered', async () => {
  const held = await claimed();
  const reused = { kind: 'INVALID', code: 'idempotency.reused' };
  const other = new Uint8Array(32).fill(2);
  await expect(claim('order-1', other)).rejects.toMatchObject(reused);
  await record(held);
  await expect(claim('order-1', other)).rejects.toMatchObject(reused);
});

test('a claim runs out and goes to one other; the first can no longer record', async () => {
  const first = await claimed();
  await expect(claim()).rejects.toMatchObject(underWay);
  platform.clock.moveBy(claimSeconds * 1000 + 1);
  const results = await Promise.allSettled(Array.from({ length: 16 }, () => claim()));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(record(first, '{"late":true}')).rejects.toMatchObject(underWay);
});

test('a key that was given back is free; one that is answered or taken over is not touched', async () => {
  const first = await claimed();
  await inScope(ctx, () => releaseIdempotencyKey(ctx, first));
  const second = await claimed();
  await inScope(ctx, () => releaseIdempotencyKey(ctx, { ...second, lockedUntil: new Date(0) }));
  await record(second);
  await inScope(ctx, () => releaseIdempotencyKey(ctx, second));
  expect(await claim()).toHaveProperty('answer');
});

test('what is over is removed in batches, what still means something stays', async () => {
  for (const key of ['a', 'b', 'c', 'd', 'e']) await record(await claimed(key));
  platform.clock.moveBy(keptHours * 3_600_000);
  await record(await claimed('young'));
  const clean = () => inScope(ctx, () => removeExpiredIdempotencyKeys({ ctx, limit: 3 }));
  expect([await clean(), await clean(), await clean()]).toEqual([3, 2, 0]);
  expect(await claim('young')).toHaveProperty('answer');
});

test('an answer opens in its own tenant alone', async () => {
  await record(await claimed());
  const away = platform.context(await platform.makeTenant());
  const found = await inScope(away, () => away.db.idempotencyKey.count());
  expect(found).toBe(0);
});
