import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, TestMoney } from '../money/money.testing.ts';
import { moneySections } from './money-sections.ts';

let money: TestMoney;

beforeAll(async () => {
  money = await TestMoney.open();
});
afterAll(() => money.close());

test.each([1, 2, 3, 5, 100])(
  'every entry of every wallet is written once, %i at a time, and none of others',
  async (take) => {
    const ada = await money.addPerson('10');
    const bela = await money.addPerson('5');
    const second = newId();
    await money.in(() =>
      money.db.wallet.create({ data: { id: second, userId: ada.userId, name: 'Second' } }),
    );
    for (const [from, to, amount] of [
      [ada.walletId, second, '3'],
      [second, bela.walletId, '1'],
      [bela.walletId, ada.walletId, '0.5'],
    ] as const) {
      const request = money.request({
        fromWalletId: from,
        legs: [{ toWalletId: to, amount }],
        reference: 'Rent',
      });
      await money.post(request);
      await money.confirm(request.transferId);
    }
    const section = moneySections(money.as(), { id: ada.userId }).find(
      ({ name }) => name === 'transactions',
    );
    const rows: { readonly id: string }[] = [];
    for (let after: string | null = null; ; after = rows.at(-1)?.id ?? null) {
      const batch = await money.in(() => section!.read(after, take));
      rows.push(...batch);
      if (batch.length < take) break;
    }
    expect(rows).toMatchObject([
      { walletId: ada.walletId, sequence: 1n, amount: '10', balanceAfter: '10', reference: null },
      { walletId: ada.walletId, sequence: 2n, amount: '-3', balanceAfter: '7', reference: 'Rent' },
      { walletId: ada.walletId, sequence: 3n, amount: '0.5', balanceAfter: '7.5' },
      { walletId: second, sequence: 1n, amount: '3' },
      { walletId: second, sequence: 2n, amount: '-1', balanceAfter: '2' },
    ]);
  },
);
