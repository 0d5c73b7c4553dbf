import { afterAll, beforeAll, expect, test } from 'vitest';
import { getTransferDetail } from './get-transfer-detail.ts';
import { listTransfers } from './list-transfers.ts';
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

async function addNamesakes(count: number, firstName: string): Promise<void> {
  const ids = Array.from({ length: count }, () => newId());
  await money.in(async () => {
    await money.db.user.createMany({
      data: ids.map((id) => ({ id, email: `${id}@people.test`, firstName, lastName: 'Byron' })),
    });
    await money.db.wallet.createMany({ data: ids.map((userId) => ({ userId, name: 'Main' })) });
  });
}
