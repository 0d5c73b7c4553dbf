import { randomUUID } from 'node:crypto';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestRest, type TestKey, type TestRest } from './rest.testing.ts';

let rest: TestRest;
beforeAll(async () => {
  rest = await openTestRest();
});
afterAll(() => rest.close());

const problem = (status: number, code: string) => ({ status, json: { status, code } });
const inTenant = <T>(work: () => Promise<T>) => withTenant(rest.tenant.id, work);
const db = () => rest.api.database.client;

/** Two organizations, the first with credits and a key. */
async function twoOrganizations(credits = 100) {
  const from = await rest.makeOrganization(rest.tenant, credits);
  const to = await rest.makeOrganization();
  const key = await rest.makeKey(from.id);
  const transfer = (idempotencyKey: string | null, amount = 10, by: TestKey = key) =>
    rest.call('POST', '/credit-transfers', {
      key: by.text,
      idempotencyKey,
      body: { toSlug: to.slug, amount, reason: 'because of a test' },
    });
  const balances = () =>
    inTenant(async () => {
      const rows = await db().organization.findMany({
        where: { id: { in: [from.id, to.id] } },
        select: { id: true, scanCredits: true },
      });
      const of = (id: string) => rows.find((row) => row.id === id)?.scanCredits;
      return [of(from.id), of(to.id)];
    });
  return { key, transfer, balances, from, to };
}

describe('a write under an idempotency key', () => {
  test('has its effect once, and the same answer each time', async () => {
    const { transfer, balances } = await twoOrganizations();
    const first = await transfer('order-1');
    expect(first.status).toBeLessThan(300);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const again = await transfer('order-1');
    expect(again).toMatchObject({ status: first.status, text: first.text });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await balances()).toEqual([90, 10]);
    await transfer('order-2');
    expect(await balances()).toEqual([80, 20]);
  });

  test('is the same with and without the quotes of a structured field', async () => {
    const { transfer, balances } = await twoOrganizations();
    await transfer('"order-1"');
    expect((await transfer('order-1')).headers.get('idempotency-replayed')).toBe('true');
    expect(await balances()).toEqual([90, 10]);
  });

  test('sixty-four times at once has one effect; whoever comes meanwhile is told to wait', async () => {
    const { transfer, balances } = await twoOrganizations();
    const answers = await Promise.all(Array.from({ length: 64 }, () => transfer('order-1')));
    expect(await balances()).toEqual([90, 10]);
    const good = answers.filter(({ status }) => status < 300);
    const waiting = answers.filter(({ status }) => status === 409);
    expect(good.length).toBeGreaterThanOrEqual(1);
    expect(good.length + waiting.length).toBe(64);
    expect(new Set(good.map(({ text }) => text)).size).toBe(1);
    for (const answer of waiting)
      expect(answer).toMatchObject(problem(409, 'idempotency.under_way'));
    expect(good.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(
      1,
    );
  });

  test('with other contents is refused', async () => {
    const { transfer, balances } = await twoOrganizations();
    await transfer('order-1', 10);
    expect(await transfer('order-1', 11)).toMatchObject(problem(422, 'idempotency.reused'));
    expect(await balances()).toEqual([90, 10]);
  });

  test('of another API key is another write', async () => {
    const { from, transfer, balances } = await twoOrganizations();
    const second = await rest.makeKey(from.id);
    await transfer('order-1');
    const other = await transfer('order-1', 10, second);
    expect(other.headers.get('idempotency-replayed')).toBeNull();
    expect(await balances()).toEqual([80, 20]);
  });

  test('that fails has no effect and can be tried again', async () => {
    const { transfer, balances, from } = await twoOrganizations(5);
    const refused = await transfer('order-1', 10);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    await inTenant(() =>
      db().organization.updateMany({ where: { id: from.id }, data: { scanCredits: 50 } }),
    );
    const again = await transfer('order-1', 10);
    expect(again.status).toBeLessThan(300);
    expect(again.headers.get('idempotency-replayed')).toBeNull();
    expect(await balances()).toEqual([40, 10]);
  });

  test('is asked for with every POST, and must be well-formed', async () => {
    const { transfer } = await twoOrganizations();
    expect(await transfer(null)).toMatchObject({ status: 400 });
    for (const key of ['"', '"a', 'a b', 'x'.repeat(256), '"é"']) {
      const answer = await transfer(encodeURIComponent(key) === key ? key : key.replace('é', 'e"'));
      expect(answer).toMatchObject(problem(400, 'idempotency.key_malformed'));
    }
  });

  test('keeps its answer sealed: a secret in it is in no table', async () => {
    const idempotencyKey = randomUUID();
    const create = () =>
      rest.call('POST', '/webhook-endpoints', {
        idempotencyKey,
        body: { url: 'https://hooks.example/', eventTypes: ['webhook.tested'] },
      });
    const made = await create();
    const { secret } = made.json as { secret: string };
    expect(secret).toMatch(/^whsec_/u);
    expect((await create()).json['secret']).toBe(secret);
    const row = await inTenant(() =>
      db().idempotencyKey.findFirstOrThrow({ where: { key: idempotencyKey } }),
    );
    const kept = Buffer.from(row.responseCiphertext!).toString('latin1');
    expect(kept).not.toContain(secret.slice(6, 20));
    expect(row.expiresAt.getTime() - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(row.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
  });

  test('means something new once a day is over', async () => {
    const { transfer, balances } = await twoOrganizations();
    await transfer('order-1', 10);
    await inTenant(() =>
      db().idempotencyKey.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } }),
    );
    const next = await transfer('order-1', 20);
    expect(next.status).toBeLessThan(300);
    expect(await balances()).toEqual([70, 30]);
  });

  test('whose process died is taken over once its claim has run out, and not before', async () => {
    const { transfer, balances, key } = await twoOrganizations();
    await transfer('order-1');
    // As it is between the claim and the effect.
    const claimed = (lockedUntil: Date) =>
      inTenant(() =>
        db().idempotencyKey.updateMany({
          where: { apiKeyId: key.id },
          data: { responseStatus: null, responseCiphertext: null, lockedUntil },
        }),
      );
    await claimed(new Date(Date.now() + 20_000));
    expect(await transfer('order-1')).toMatchObject(problem(409, 'idempotency.under_way'));
    await claimed(new Date(Date.now() - 1));
    const answers = await Promise.all(Array.from({ length: 16 }, () => transfer('order-1')));
    expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThanOrEqual(1);
    expect(await balances()).toEqual([80, 20]);
  });

  test('that was taken over while it slept commits nothing', async () => {
    const { transfer, balances, key } = await twoOrganizations();
    const held = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    // The effect waits for the organization's row; meanwhile its claim goes to somebody else.
    const holder = inTenant(() =>
      db().$transaction(async (tx) => {
        await tx.organization.updateMany({ data: { totalScans: { increment: 0 } } });
        locked.resolve();
        await held.promise;
      }),
    );
    await locked.promise;
    const slow = transfer('order-1');
    const readClaim = () =>
      inTenant(() => db().idempotencyKey.count({ where: { apiKeyId: key.id } }));
    await expect.poll(readClaim, { timeout: 5_000 }).toBe(1);
    await inTenant(() =>
      db().idempotencyKey.updateMany({
        where: { apiKeyId: key.id },
        data: { lockedUntil: new Date(Date.now() + 60_000) },
      }),
    );
    held.resolve();
    await holder;
    expect(await slow).toMatchObject(problem(409, 'idempotency.under_way'));
    expect(await balances()).toEqual([100, 0]);
  });
});

test('a change that is safe to repeat needs no key, and honours one', async () => {
  const made = await rest.call('POST', '/webhook-endpoints', {
    body: { url: 'https://hooks.example/', eventTypes: ['webhook.tested'] },
  });
  const { endpoint } = made.json as { endpoint: { id: string } };
  const path = `/webhook-endpoints/${endpoint.id}?version=0&reason=because`;
  const idempotencyKey = randomUUID();
  expect((await rest.call('DELETE', path, { idempotencyKey })).status).toBe(204);
  const again = await rest.call('DELETE', path, { idempotencyKey });
  expect(again.status).toBe(204);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await rest.call('DELETE', path)).status).toBe(404);
});
