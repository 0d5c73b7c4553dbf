import { ListTransfersInput, ListWaitingTransfersInput } from '@freehold/core-contracts/transfers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { getTransferDetail } from './get-transfer-detail.ts';
import { listTransfers, listWaitingTransfers } from './list-transfers.ts';
import { newId, type TestMoney } from './money.testing.ts';
import { codeOf, input, openCareful, openHouse, operator, send } from './transfer-verbs.testing.ts';

let money: TestMoney;
let careful: TestMoney;
beforeAll(async () => {
  money = await openHouse();
  careful = await openCareful(money);
});
afterAll(() => money.close());

test('operators find transfers by state, person, wallet, name, id and request', async () => {
  const from = await money.addPerson('100', { name: 'Wilhelmina' });
  const to = await money.addPerson('0', { name: 'Ottokar' });
  const given = input(from, to, '10');
  const { transferId } = await send(money, from.actor, given);
  const find = async (filter: object) => {
    const page = await money.in(() =>
      listTransfers({
        ctx: money.as(operator),
        input: { page: 1, limit: 10, sort: { field: 'createdAt', direction: 'desc' }, ...filter },
      }),
    );
    return page.items.map(({ id }) => id);
  };
  const expected = [transferId];
  expect(await find({ userId: from.userId })).toEqual(expected);
  expect(await find({ walletId: to.walletId })).toEqual(expected);
  expect(await find({ search: transferId })).toEqual(expected);
  expect(await find({ search: `user:${from.userId}:${given.requestId}` })).toEqual(expected);
  expect(await find({ userId: from.userId, status: 'CONFIRMED' })).toEqual([]);
  expect(await find({ search: newId() })).toEqual([]);
  expect(await find({ search: 'ottokar byron' })).toEqual(expected);
  expect(await find({ search: 'wilhelm', kind: 'TRANSFER' })).toEqual(expected);
  expect(await find({ search: 'ottokar wilhelmina' })).toEqual([]);
  await addNamesakes(101, 'Xanthippe');
  expect(await codeOf(find({ search: 'xanthippe' }))).toBe('search.too_wide');
  const foreign = await careful.in(() =>
    codeOf(getTransferDetail({ ctx: careful.as(operator), input: { transferId: transferId! } })),
  );
  expect(foreign).toBe('entity.not_found');
});

test('days are moments: the start is of them, the end is not', async () => {
  const from = await money.addPerson('100');
  const to = await money.addPerson();
  const begun = money.platform.clock();
  const midnight = new Date(begun.getTime() + 60_000);
  const ids: string[] = [];
  for (const moment of [midnight.getTime() - 1, midnight.getTime()]) {
    money.platform.clock.set(new Date(moment));
    ids.push((await send(money, from.actor, input(from, to, '1'))).transferId!);
  }
  money.platform.clock.set(begun);
  const list = async (days: { from?: Date; to?: Date }) => {
    const parsed = ListTransfersInput.parse({ userId: from.userId, ...days });
    const page = await money.in(() => listTransfers({ ctx: money.as(operator), input: parsed }));
    return page.items.map(({ id }) => id);
  };
  expect(await list({ from: midnight })).toEqual([ids[1]]);
  expect(await list({ to: midnight })).toEqual([ids[0]]);
});

test('what waits for an operator is filtered and sorted like any list', async () => {
  const house = await openCareful(money);
  const from = await house.addPerson('100', { name: 'Ottilie' });
  const to = await house.addPerson('0', { name: 'Severin' });
  const ids: string[] = [];
  for (const amount of ['2', '10', '3']) {
    house.platform.clock.moveBy(1000);
    ids.push((await send(house, from.actor, input(from, to, amount))).transferId!);
  }
  const [first, second, third] = ids;
  const list = async (asked: Partial<z.input<typeof ListWaitingTransfersInput>>) => {
    const parsed = ListWaitingTransfersInput.parse(asked);
    const ctx = house.as(operator);
    const { items } = await house.in(() => listWaitingTransfers({ ctx, input: parsed }));
    return items.map(({ id }) => id);
  };
  expect(await list({})).toEqual(ids);
  const amount = { field: 'amount', direction: 'desc' } as const;
  expect(await list({ sort: amount })).toEqual([second, third, first]);
  const lapses = { field: 'approvalExpiresAt', direction: 'desc' } as const;
  expect(await list({ sort: lapses })).toEqual(ids.toReversed());
  expect(await list({ from: house.platform.clock() })).toEqual([third]);
  expect(await list({ to: house.platform.clock() })).toEqual([first, second]);
  expect(await list({ search: 'severin' })).toEqual(ids);
  expect(await list({ search: 'nobody of that name' })).toEqual([]);
  expect(await list({ kind: 'BUSINESS' })).toEqual([]);
});

test.each([1, 1_001])(
  'a wallet paid with others in %i transfers is found by all of them',
  async (count) => {
    const from = await money.addPerson('5000');
    const to = await money.addPerson('0', { name: `Quirin${count}` });
    const other = await money.addPerson();
    const legs = [to, other].map(({ walletId: toWalletId }) => ({ toWalletId, amount: '1' }));
    const requests = Array.from({ length: count }, () =>
      money.request({ fromWalletId: from.walletId, legs }),
    );
    for (let start = 0; start < count; start += 500) {
      await money.postAll(requests.slice(start, start + 500));
    }
    for (const filter of [{ walletId: to.walletId }, { search: `quirin${count}` }]) {
      const parsed = ListTransfersInput.parse({ limit: 10, ...filter });
      const page = await money.in(() => listTransfers({ ctx: money.as(operator), input: parsed }));
      expect(page.total).toBe(count);
      expect(page.items[0]?.from.walletId).toBe(from.walletId);
    }
  },
);

async function addNamesakes(count: number, firstName: string): Promise<void> {
  const ids = Array.from({ length: count }, () => newId());
  await money.in(async () => {
    await money.db.user.createMany({
      data: ids.map((id) => ({ id, email: `${id}@people.test`, firstName, lastName: 'Byron' })),
    });
    await money.db.wallet.createMany({ data: ids.map((userId) => ({ userId, name: 'Main' })) });
  });
}
