import type { StatementFilter } from '@freehold/core-contracts/wallets';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, TestMoney } from '../money/money.testing.ts';
import { listByTime } from './statement-by-time.ts';
import { toEntryWhere } from './statement-entries.ts';

const hourMs = 3_600_000;
const hours = 12;
const start = new Date('2026-03-01T00:00:00Z');
const amounts = ['0.000000001', '1', '1.000000001', '2.5', '10'];
let money: TestMoney;
let walletId: string;
let others: string[];

// Hours and amounts come back again and again, so that bounds often meet an entry exactly.
beforeAll(async () => {
  money = await TestMoney.open();
  money.platform.clock.set(start);
  ({ walletId } = await money.addPerson('1000'));
  others = [(await money.addPerson('1000')).walletId, (await money.addPerson('1000')).walletId];
  for (let hour = 0; hour < hours; hour += 1) {
    const [other = '', amount = ''] = [others[hour % 2], amounts[hour % amounts.length]];
    const [from, to] = hour % 3 === 0 ? [other, walletId] : [walletId, other];
    const fee = hour % 4 === 1 ? '0.5' : '0';
    const request = money.request({ fromWalletId: from, fee, legs: [{ toWalletId: to, amount }] });
    await money.post(request);
    if (hour % 5 !== 4) await money.confirm(request.transferId);
    // Two of one moment now and then.
    if (hour % 3 !== 1) money.platform.clock.moveBy(hourMs);
  }
});
afterAll(() => money.close());

const moment = fc
  .integer({ min: -1, max: hours + 1 })
  .map((hour) => new Date(start.getTime() + hour * hourMs));
const amount = fc.constantFrom(...amounts, '0.5', '1000', '99999999999999999999');
const types = ['SENT', 'RECEIVED', 'FEE', 'MINT', 'REFUND'] as const;

/** Each part of a filter, or not. */
const filters = fc.record(
  {
    type: fc.uniqueArray(fc.constantFrom(...types), { maxLength: types.length }),
    direction: fc.constantFrom('IN' as const, 'OUT' as const),
    from: moment,
    to: moment,
    other: fc.integer({ min: 0, max: 2 }),
    minimumAmount: amount,
    maximumAmount: amount,
  },
  { requiredKeys: [] },
);

test('a filter finds the same entries by their time and by their number', async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(filters, async ({ other, ...given }) => {
      const counterparty = other === undefined ? {} : { counterpartyId: others[other] ?? newId() };
      const filter: StatementFilter = { walletId, ...given, ...counterparty };
      const [byTime, byNumber] = await money.in(() =>
        Promise.all([
          listByTime(money.db, filter, { before: null, limit: 100 }),
          money.db.transaction.findMany({
            where: toEntryWhere(filter),
            take: 100,
            select: { sequence: true },
          }),
        ]),
      );
      const numbers = byTime.map(Number).toSorted((one, another) => one - another);
      const expected = byNumber.map(({ sequence }) => Number(sequence));
      expect(numbers).toEqual(expected.toSorted((one, another) => one - another));
      seen.add(numbers.length);
    }),
    { numRuns: 150 },
  );
  // Neither always everything nor always nothing.
  expect(seen.size).toBeGreaterThan(3);
});
