import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, soundMoney, TestMoney } from './money.testing.ts';
import { systemWalletId } from './system-wallets.ts';

let money: TestMoney;

beforeAll(async () => {
  money = await TestMoney.open();
});
afterAll(() => money.close());

describe('a transfer', () => {
  test('leaves the sender at once, and reaches the receiver when the ledger confirms', async () => {
    const from = await money.addPerson('100');
    const to = await money.addPerson();
    const request = money.request({
      fromWalletId: from.walletId,
      legs: [{ toWalletId: to.walletId, amount: '40.5' }],
      fee: '1.25',
    });
    expect(await money.post(request)).toMatchObject({
      outcome: 'ACCEPTED',
      status: 'PENDING',
      isNew: true,
    });
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '58.25' });
    expect(await money.wallet(to.walletId)).toMatchObject({ balance: '0' });
    expect(await money.faults()).toEqual(soundMoney);

    expect(await money.confirm(request.transferId)).toMatchObject([{ result: 'SETTLED' }]);
    expect(await money.wallet(to.walletId)).toMatchObject({ balance: '40.5' });
    const entries = await money.entries(request.transferId);
    expect(entries.map(({ type, amount }) => [type, amount.toFixed()])).toEqual([
      ['SENT', '-40.5'],
      ['FEE', '-1.25'],
      ['RECEIVED', '41.75'],
      ['SENT', '-41.75'],
      ['RECEIVED', '40.5'],
      ['FEE', '1.25'],
    ]);
    expect(await money.transfer(request.transferId)).toMatchObject({
      status: 'CONFIRMED',
      onChainTxId: `tx-${request.transferId}`,
    });
    expect(await money.faults()).toEqual(soundMoney);
  });

  test('that the ledger refuses is paid back whole, and counts no more', async () => {
    const from = await money.addPerson('10');
    const to = await money.addPerson();
    const request = money.payment(from, to, '9', { fee: '1' });
    await money.post(request);
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '0' });
    await money.refuse(request.transferId);
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '10' });
    expect(await money.transfer(request.transferId)).toMatchObject({
      status: 'FAILED',
      reasons: ['INSUFFICIENT_FUNDS'],
    });
    const usage = await money.in(() =>
      money.db.transferUsage.findFirstOrThrow({ where: { ownerId: from.userId } }),
    );
    expect(usage).toMatchObject({ dayCount: 0, monthCount: 0 });
    expect(usage.dayAmount.toFixed()).toBe('0');
    expect(await money.faults()).toEqual(soundMoney);
  });

  test('settled again changes nothing, and settled otherwise is a mismatch', async () => {
    const from = await money.addPerson('5');
    const to = await money.addPerson();
    const request = money.request({
      fromWalletId: from.walletId,
      legs: [{ toWalletId: to.walletId, amount: '5' }],
    });
    await money.post(request);
    await money.confirm(request.transferId);
    expect(await money.confirm(request.transferId)).toMatchObject([{ result: 'UNCHANGED' }]);
    expect(await money.refuse(request.transferId)).toMatchObject([{ result: 'MISMATCH' }]);
    expect(await money.confirm(newId())).toMatchObject([{ result: 'UNKNOWN' }]);
    expect(await money.wallet(to.walletId)).toMatchObject({ balance: '5', entries: 1 });
  });

  test('reaches a wallet that was frozen meanwhile all the same', async () => {
    const [from, to] = [await money.addPerson('5'), await money.addPerson()];
    const legs = [{ toWalletId: to.walletId, amount: '5' }];
    const { transferId } = await money.post(money.request({ fromWalletId: from.walletId, legs }));
    const where = { id: to.walletId };
    await money.in(() => money.db.wallet.updateMany({ where, data: { isFrozen: true } }));
    expect(await money.confirm(transferId)).toMatchObject([{ result: 'SETTLED' }]);
    expect(await money.wallet(to.walletId)).toMatchObject({ balance: '5' });
  });

  test('to several receivers pays each its part', async () => {
    const from = await money.addPerson('10');
    const [one, two] = [await money.addPerson(), await money.addPerson()];
    const request = money.request({
      fromWalletId: from.walletId,
      legs: [
        { toWalletId: one.walletId, amount: '3' },
        { toWalletId: two.walletId, amount: '4' },
      ],
      fee: '0.5',
    });
    expect(await money.post(request)).toMatchObject({ outcome: 'ACCEPTED' });
    await money.confirm(request.transferId);
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '2.5', entries: 4 });
    expect(await money.wallet(one.walletId)).toMatchObject({ balance: '3' });
    expect(await money.wallet(two.walletId)).toMatchObject({ balance: '4' });
    expect(await money.faults()).toEqual(soundMoney);
  });

  test.each([
    ['more than there is', '10.000000001', 'transfer.insufficient_funds'],
    ['one unit of the last place less than that', '10', null],
  ])('of %s', async (_, amount, reason) => {
    const from = await money.addPerson('10');
    const to = await money.addPerson();
    const verdict = await money.post(
      money.request({
        fromWalletId: from.walletId,
        legs: [{ toWalletId: to.walletId, amount }],
      }),
    );
    expect(verdict.reasons).toEqual(reason === null ? [] : [reason]);
    expect(verdict.outcome).toBe(reason === null ? 'ACCEPTED' : 'REJECTED');
  });

  test('tells the ledger in the same transaction, and only when money moved', async () => {
    const from = await money.addPerson('1');
    const to = await money.addPerson();
    const legs = [{ toWalletId: to.walletId, amount: '1' }];
    const accepted = money.request({ fromWalletId: from.walletId, legs });
    const rejected = money.request({ fromWalletId: from.walletId, legs });
    await money.postAll([accepted, rejected]);
    const commands = await money.in(() =>
      money.db.outboxCommand.findMany({
        where: { aggregateKey: `wallet:${from.walletId}` },
        select: { requestId: true, commandType: true },
        take: 10,
      }),
    );
    expect(commands).toEqual([
      { requestId: `transfer:${accepted.transferId}`, commandType: 'TRANSFER_TOKENS' },
    ]);
  });
});

describe('a transfer is refused', () => {
  const refusal = async (
    change: (side: { from: string; to: string }) => Promise<void>,
    same = false,
  ) => {
    const from = await money.addPerson('10');
    const to = await money.addPerson();
    await change({ from: from.walletId, to: to.walletId });
    const verdict = await money.post(
      money.request({
        fromWalletId: from.walletId,
        legs: [{ toWalletId: same ? from.walletId : to.walletId, amount: '1' }],
      }),
    );
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '10' });
    return verdict;
  };
  const mark = (id: string, data: { isFrozen?: boolean; deletedAt?: Date }) =>
    money.in(() => money.db.wallet.updateMany({ where: { id }, data })).then(() => undefined);

  test('from a frozen wallet', async () => {
    const verdict = await refusal(({ from }) => mark(from, { isFrozen: true }));
    expect(verdict).toMatchObject({ outcome: 'REJECTED', reasons: ['wallet.frozen'] });
  });
  test('to a frozen wallet', async () => {
    const verdict = await refusal(({ to }) => mark(to, { isFrozen: true }));
    expect(verdict.reasons).toEqual(['wallet.receiver_frozen']);
  });
  test('from a closed wallet', async () => {
    const verdict = await refusal(({ from }) => mark(from, { deletedAt: new Date() }));
    expect(verdict.reasons).toEqual(['wallet.closed']);
  });
  test('to a closed wallet', async () => {
    const verdict = await refusal(({ to }) => mark(to, { deletedAt: new Date() }));
    expect(verdict.reasons).toEqual(['wallet.receiver_closed']);
  });
  test('to itself', async () => {
    const verdict = await refusal(async () => undefined, true);
    expect(verdict.reasons).toEqual(['transfer.same_wallet']);
  });
  test('while the system is paused', async () => {
    const paused = await money.neighbour();
    const from = await paused.addPerson('10');
    const to = await paused.addPerson();
    await paused.in(() =>
      paused.db.systemState.create({ data: { isPaused: true, changedAt: new Date() } }),
    );
    const request = paused.request({
      fromWalletId: from.walletId,
      legs: [{ toWalletId: to.walletId, amount: '1' }],
    });
    expect(await paused.post(request)).toMatchObject({ reasons: ['system.paused'] });
  });
  test('to a wallet of the tenant itself, and to another tenant’s', async () => {
    const from = await money.addPerson('10');
    const neighbour = await money.neighbour();
    const foreign = await neighbour.addPerson('10');
    const post = (fromWalletId: string, toWalletId: string) =>
      money.post(money.request({ fromWalletId, legs: [{ toWalletId, amount: '1' }] }));
    const refused = { outcome: 'REFUSED', reasons: ['wallet.not_found'] };
    const treasury = systemWalletId(money.tenant.id, 'TREASURY');
    expect(await post(from.walletId, treasury)).toMatchObject(refused);
    expect(await post(from.walletId, foreign.walletId)).toMatchObject(refused);
    expect(await post(foreign.walletId, from.walletId)).toMatchObject(refused);
    expect(await neighbour.wallet(foreign.walletId)).toMatchObject({ balance: '10', entries: 1 });
  });
});

describe('what is held', () => {
  const hold = { rule: { weight: 2 }, expiresAt: new Date(Date.now() + 60_000), command: null };

  test('is not available, and no entry is written', async () => {
    const from = await money.addPerson('10');
    const to = await money.addPerson();
    const legs = [{ toWalletId: to.walletId, amount: '6' }];
    const held = money.request({ fromWalletId: from.walletId, legs, hold, command: null });
    expect(await money.post(held)).toMatchObject({
      outcome: 'HELD',
      status: 'AWAITING_APPROVAL',
      reasons: ['transfer.rule_approval'],
    });
    expect(await money.wallet(from.walletId)).toEqual({ balance: '10', held: '6', entries: 1 });
    const other = money.request({ fromWalletId: from.walletId, legs });
    expect(await money.post(other)).toMatchObject({ reasons: ['transfer.insufficient_funds'] });
    expect(await money.faults()).toEqual(soundMoney);
  });
});
