import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getTransfer } from './get-transfer.ts';
import { listOwnTransfers } from './list-own-transfers.ts';
import { type TestMoney } from './money.testing.ts';
import { codeOf, input, openHouse, send, type Person } from './transfer-verbs.testing.ts';

let money: TestMoney;
beforeAll(async () => {
  money = await openHouse();
});
afterAll(() => money.close());

describe('what a side sees of a transfer', () => {
  test('the sender all of it at once, the receiver his part once it is paid, nobody else anything', async () => {
    const [from, to, other] = [
      await money.addPerson('100', { name: 'Grace' }),
      await money.addPerson(),
      await money.addPerson(),
    ];
    const { transferId } = await send(money, from.actor, input(from, to, '10'));
    const see = (who: Person) =>
      money.in(() => getTransfer({ ctx: money.as(who.actor), input: { transferId: transferId! } }));
    expect(await see(from)).toMatchObject({ status: 'PENDING', fee: '0.6' });
    expect(await codeOf(see(to))).toBe('entity.not_found');
    await money.confirm(transferId!);
    expect(await see(to)).toMatchObject({
      status: 'CONFIRMED',
      fee: '0',
      requestId: null,
      from: { name: 'Grace Byron' },
    });
    expect(await codeOf(see(other))).toBe('entity.not_found');
  });

  test('its list goes from new to old in stretches, sent and received', async () => {
    const [one, two] = [await money.addPerson('100'), await money.addPerson('100')];
    const sent: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      money.platform.clock.moveBy(1000);
      for (const [from, to] of [[one, two] as const, [two, one] as const]) {
        const { transferId } = await send(money, from.actor, input(from, to, '1'));
        sent.push(transferId!);
        if (count < 2) await money.confirm(transferId!);
      }
    }
    const ctx = money.as(one.actor);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const stretch: Awaited<ReturnType<typeof listOwnTransfers>> = await money.in(() =>
        listOwnTransfers({ ctx, input: { limit: 2, ...(cursor === undefined ? {} : { cursor }) } }),
      );
      seen.push(...stretch.items.map(({ id }) => id));
      cursor = stretch.nextCursor ?? undefined;
    } while (cursor !== undefined && seen.length < 20);
    // The last one to it is on its way; what it had came before all of these.
    const own = [sent[4], sent[2], sent[3], sent[0], sent[1]];
    expect(seen).toHaveLength(6);
    expect(seen[0]).toBe(sent[4]);
    expect(new Set(seen.slice(0, 5))).toEqual(new Set(own));
  });

  test('its list has what came with others in one transfer, once it is paid and with their own part', async () => {
    const from = await money.addPerson('100');
    const [one, two] = [await money.addPerson(), await money.addPerson()];
    const request = money.request({
      fromWalletId: from.walletId,
      legs: [
        { toWalletId: one.walletId, amount: '3' },
        { toWalletId: two.walletId, amount: '4' },
      ],
    });
    await money.post(request);
    const list = (who: Person, more: object = {}) =>
      money.in(async () => {
        const given = { ctx: money.as(who.actor), input: { limit: 5, ...more } };
        return (await listOwnTransfers(given)).items;
      });
    expect(await list(one)).toEqual([]);
    await money.confirm(request.transferId);
    const part = { id: request.transferId, amount: '3', to: { walletId: one.walletId } };
    expect(await list(one)).toMatchObject([part]);
    expect(await list(one, { status: 'CONFIRMED', walletId: one.walletId })).toMatchObject([part]);
    expect(await list(one, { status: 'FAILED' })).toEqual([]);
    expect((await list(from)).map(({ id }) => id)).toContain(request.transferId);
    expect(await list(await money.addPerson())).toEqual([]);
  });
});
