import { defineReviewedSql, Prisma, queryReviewed, withRetry } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '../audit/verify-audit.ts';
import { soundMoney, TestMoney } from './money.testing.ts';
import { moneyRetry } from './post-transfers.ts';
import { contentDigest } from './transfer-digest.ts';
import type { Settlement, TransferRequest, TransferVerdict } from './transfer-request.ts';

const postAsBefore = defineReviewedSql(
  'money.testing.postAsBefore',
  'the statements of the release before',
  { writes: [] },
);

let money: TestMoney;
beforeAll(async () => {
  money = await TestMoney.open();
});
afterAll(() => money.close());

/** What the program of the release before sends. */
async function post(requests: readonly TransferRequest[]): Promise<TransferVerdict[]> {
  const items = requests.map((request) => ({ ...request, digest: contentDigest(request) }));
  const { risk } = money.tenant.settings.money;
  const terms = {
    ...{ risk, batchId: null, createdByKind: 'SYSTEM', createdById: null, createdByName: 'test' },
  };
  const audit = {
    ...{ action: 'transfer.create', entityType: 'Transfer', entityId: 'x', actorKind: 'SYSTEM' },
    ...{ actorName: 'test', changes: {} },
  };
  const [row] = await money.in(() =>
    queryReviewed<{ verdicts: TransferVerdict[] }>(
      money.db,
      postAsBefore,
      Prisma.sql`SELECT post_transfers(${JSON.stringify(items)}::jsonb, ${JSON.stringify(terms)}::jsonb,
        ${JSON.stringify(audit)}::jsonb, ${new Date()}::timestamptz) AS "verdicts"`,
    ),
  );
  return row?.verdicts ?? [];
}

test('what either release posted the other answers the same: one movement, one chain', async () => {
  const from = await money.addPerson('100');
  const to = await money.addPerson();
  const pay = (amount: string) => money.payment(from, to, amount);
  const [one, two] = [pay('10'), pay('20')];
  expect(await post([one, pay('500')])).toMatchObject([
    { outcome: 'ACCEPTED', isNew: true },
    { outcome: 'REJECTED', reasons: ['transfer.insufficient_funds'] },
  ]);
  await money.post(two);
  const verdict = { outcome: 'ACCEPTED', isNew: false };
  expect(await money.post(one)).toMatchObject({ ...verdict, transferId: one.transferId });
  expect(await post([two])).toMatchObject([{ ...verdict, transferId: two.transferId }]);
  await money.confirm(one.transferId);
  await money.confirm(two.transferId);
  expect(await money.wallet(to.walletId)).toEqual({ balance: '30', held: '0', entries: 2 });
  expect(await money.faults()).toEqual(soundMoney);
  expect(await isChainIntact()).toBe(true);
});

test('both post at once, both ways between two wallets: no deadlock reaches a caller, a shared request moves once', async () => {
  const [ada, bob] = [await money.addPerson('1000'), await money.addPerson('1000')];
  const there = () => money.payment(ada, bob);
  const back = () => money.payment(bob, ada);
  for (let round = 0; round < 40; round += 1) {
    const shared = there();
    const again = { ...there(), requestId: shared.requestId };
    const [before, now] = await Promise.all([
      withRetry(() => post([back(), shared, there()]), moneyRetry),
      money.postAll([there(), again, back()]),
      withRetry(() => post([there(), back()]), moneyRetry),
      money.postAll([back(), there()]),
    ]);
    const [one, other] = [before[1], now[1]];
    expect([one?.outcome, other?.outcome]).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(one?.transferId).toBe(other?.transferId);
    expect(one?.isNew).not.toBe(other?.isNew);
  }
  const requests = await money.in(() =>
    money.db.transfer.groupBy({
      by: ['fromWalletId'],
      where: { fromWalletId: { in: [ada.walletId, bob.walletId] } },
      _count: true,
    }),
  );
  const sent = new Map(requests.map((row) => [row.fromWalletId, row._count]));
  expect([sent.get(ada.walletId), sent.get(bob.walletId)]).toEqual([40 * 5, 40 * 4]);
  expect(await money.wallet(ada.walletId)).toMatchObject({ balance: '800' });
  expect(await money.wallet(bob.walletId)).toMatchObject({ balance: '840' });
  expect(await money.faults()).toEqual(soundMoney);
  expect(await isChainIntact()).toBe(true);
}, 60_000);

test('what both settle at once is paid once, and neither waits for the other in a circle', async () => {
  const [ada, bob] = [await money.addPerson('1000'), await money.addPerson('1000')];
  const pay = (from: typeof ada, to: typeof ada) => money.payment(from, to, '1', { fee: '0.1' });
  for (let round = 0; round < 20; round += 1) {
    const requests = Array.from({ length: 8 }, (_, index) =>
      index % 2 === 0 ? pay(ada, bob) : pay(bob, ada),
    );
    await money.postAll(requests);
    const settlements = requests.map(({ transferId }, index) => ({
      ...{ transferId, onChainTxId: `tx-${transferId}`, reason: 'REFUSED' },
      outcome: index % 3 === 0 ? ('FAILED' as const) : ('CONFIRMED' as const),
    }));
    const [before, now] = await Promise.all([
      settleAsBefore(settlements.toReversed()),
      money.settle(settlements),
    ]);
    const results = now.map(({ result }, index) => [result, before.toReversed()[index]?.result]);
    for (const both of results) expect(new Set(both)).toEqual(new Set(['SETTLED', 'UNCHANGED']));
  }
  expect(await money.faults()).toEqual(soundMoney);
}, 60_000);

/** What the program of the release before sends. */
async function settleAsBefore(settlements: readonly Settlement[]) {
  const [row] = await money.in(() =>
    queryReviewed<{ verdicts: { readonly result: string }[] }>(
      money.db,
      postAsBefore,
      Prisma.sql`SELECT settle_transfers(${JSON.stringify(settlements)}::jsonb, NULL::jsonb,
        ${new Date()}::timestamptz) AS "verdicts"`,
    ),
  );
  return row?.verdicts ?? [];
}

async function isChainIntact(): Promise<boolean> {
  const ctx = money.as();
  return (await money.in(() => verifyAudit({ ctx }))).isIntact;
}
