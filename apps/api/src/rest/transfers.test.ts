import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestRest, type TestRest } from './rest.testing.ts';
import { addTestWallet } from './wallets.testing.ts';

let rest: TestRest;
let from: string;
let to: string;

beforeAll(async () => {
  rest = await openTestRest();
  from = await addTestWallet(rest, '100');
  to = await addTestWallet(rest, '0', (await rest.makeOrganization()).id);
});
afterAll(() => rest.close());

const body = (amount: string, requestId = `order-${randomUUID()}`) => ({
  ...{ requestId, amount },
  fromWalletId: from,
  toWalletId: to,
});

async function availableOf(walletId: string): Promise<unknown> {
  const { text } = await rest.call('GET', '/wallets');
  const wallets = JSON.parse(text) as { id: string; availableBalance: string }[];
  return wallets.find(({ id }) => id === walletId)?.availableBalance;
}

test('a machine sends money from its organization’s wallet, once under one request', async () => {
  const given = body('1.5');
  const before = Number(await availableOf(from));
  const first = await rest.call('POST', '/transfers', { body: given });
  expect(first).toMatchObject({
    status: 200,
    json: { outcome: 'ACCEPTED', status: 'PENDING', isNew: true, amount: '1.5' },
  });
  // Another idempotency key, the same requestId.
  const again = await rest.call('POST', '/transfers', { body: given });
  expect(again.json).toMatchObject({ transferId: first.json['transferId'], isNew: false });
  expect(Number(await availableOf(from))).toBe(before - 1.5);
  const other = await rest.call('POST', '/transfers', { body: { ...given, amount: '2' } });
  expect(other).toMatchObject({ status: 409, json: { code: 'transfer.request_conflict' } });
  const seen = await rest.call('GET', `/transfers/${String(first.json['transferId'])}`);
  expect(seen.json).toMatchObject({ requestId: given.requestId, amount: '1.5' });
});

test('a batch answers for each, in order', async () => {
  const transfers = [body('1'), body('1000'), body('2')];
  const { status, json } = await rest.call('POST', '/transfers/batch', { body: { transfers } });
  expect(status).toBe(200);
  expect(json['results']).toMatchObject([
    { requestId: transfers[0]!.requestId, outcome: 'ACCEPTED' },
    { outcome: 'REJECTED', reasons: ['transfer.insufficient_funds'] },
    { requestId: transfers[2]!.requestId, outcome: 'ACCEPTED' },
  ]);
});

test('the same request at once, under keys of its own, is one movement', async () => {
  const given = body('3');
  const before = Number(await availableOf(from));
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => rest.call('POST', '/transfers', { body: given })),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(new Set(answers.map(({ json }) => json['transferId'])).size).toBe(1);
  expect(Number(await availableOf(from))).toBe(before - 3);
});

test.each([
  ['1.0000000001', 'amount_places'],
  ['0', 'amount_zero'],
  ['-1', 'amount_format'],
  ['1e3', 'amount_format'],
  [5, 'amount_text'],
])('the amount %s is refused with the reason', async (amount, reason) => {
  const answer = await rest.call('POST', '/transfers', { body: { ...body('1'), amount } });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain(reason);
});

test('a key sends from no wallet of another organization, and not without the scope', async () => {
  const stranger = await rest.makeKey((await rest.makeOrganization()).id);
  const foreign = await rest.call('POST', '/transfers', { body: body('1'), key: stranger.text });
  expect(foreign).toMatchObject({ status: 404, json: { code: 'entity.not_found' } });
  const { text } = await rest.makeKey(rest.organization.id, { scopes: ['transfer.read'] });
  const refused = await rest.call('POST', '/transfers', { body: body('1'), key: text });
  expect(refused).toMatchObject({ status: 403, json: { code: 'apiKey.scope_missing' } });
  expect((await rest.call('GET', '/transfers', { key: text })).status).toBe(200);
});
