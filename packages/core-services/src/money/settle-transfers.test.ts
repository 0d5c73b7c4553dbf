import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, soundMoney, TestMoney } from './money.testing.ts';
import { systemWalletId } from './system-wallets.ts';
import type { Settlement, TransferRequest } from './transfer-request.ts';

let money: TestMoney;
beforeAll(async () => {
  money = await TestMoney.open();
});
afterAll(() => money.close());

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;
type Change = Partial<TransferRequest>;

const said = (
  { transferId }: Pick<TransferRequest, 'transferId'>,
  outcome: Settlement['outcome'] = 'CONFIRMED',
  change: Partial<Settlement> = {},
): Settlement => ({
  ...{ transferId, outcome, onChainTxId: `tx-${transferId}` },
  reason: outcome === 'FAILED' ? 'REFUSED' : null,
  ...change,
});

/** A transfer of a person, as far as CLEARING. */
async function send(from: Person, to: Pick<Person, 'walletId'>, amount: string, change?: Change) {
  const request = money.payment(from, to, amount, change);
  expect(await money.post(request)).toMatchObject({ outcome: 'ACCEPTED' });
  return request;
}

const feesOf = (walletId: string) =>
  systemWalletId(money.tenant.id, `FEES:${parseInt(walletId.slice(-2), 16) % 16}`);

/** Where the money of a transfer waits. */
const clearingOf = async ({ transferId }: TransferRequest) =>
  (await money.transfer(transferId)).clearingWalletId;

/** What settling wrote for a transfer, in its order. */
async function paid({ transferId }: TransferRequest) {
  const entries = await money.entries(transferId);
  return entries
    .filter(({ onChainTxId }) => onChainTxId !== null)
    .map(({ walletId, type, counterparty, amount, onChainTxId }) => {
      expect(onChainTxId).toBe(`tx-${transferId}`);
      return [walletId, type, amount.toFixed(), counterparty];
    });
}

const lastMovedAt = async (walletId: string) => {
  const row = await money.in(() => money.db.wallet.findFirstOrThrow({ where: { id: walletId } }));
  return row.lastMovedAt;
};

describe('several settlements in one call', () => {
  test('each have a verdict in their order, decided with what those before them left', async () => {
    const [from, to] = [await money.addPerson('100'), await money.addPerson()];
    const [one, two, three] = [
      await send(from, to, '1'),
      await send(from, to, '2'),
      await send(from, to, '4'),
    ];
    await money.settle([said(three)]);
    const verdicts = await money.settle([
      said({ transferId: newId() }),
      said(two, 'FAILED'),
      said(one),
      said(two, 'FAILED', { onChainTxId: 'another' }),
      said(one),
      said(one, 'CONFIRMED', { onChainTxId: 'another' }),
      said(two),
      said(three),
      said(three, 'FAILED'),
      said({ transferId: newId() }),
    ]);
    expect(verdicts.map(({ result, status }) => `${result} ${status}`)).toEqual([
      'UNKNOWN null',
      'SETTLED FAILED',
      'SETTLED CONFIRMED',
      'UNCHANGED FAILED',
      'UNCHANGED CONFIRMED',
      'MISMATCH CONFIRMED',
      'MISMATCH FAILED',
      'UNCHANGED CONFIRMED',
      'MISMATCH CONFIRMED',
      'UNKNOWN null',
    ]);
    expect(verdicts.map(({ settled }) => settled?.id)).toEqual([
      ...[undefined, two.transferId, one.transferId],
      ...Array.from({ length: 7 }, () => undefined),
    ]);
    expect(await money.wallet(to.walletId)).toEqual({ balance: '5', held: '0', entries: 2 });
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '95' });
    expect(await money.faults()).toEqual(soundMoney);
  });

  test('write the entries of a wallet in their order, without a gap, each with its balance', async () => {
    const [from, to] = [await money.addPerson('100'), await money.addPerson()];
    const sent = [
      await send(from, to, '1'),
      await send(from, to, '2', { fee: '0.5' }),
      await send(from, to, '4'),
    ];
    await money.settle(sent.toReversed().map((request) => said(request)));
    const entries = await money.in(() =>
      money.db.transaction.findMany({
        where: { walletId: to.walletId },
        orderBy: { sequence: 'asc' },
      }),
    );
    expect(
      entries.map(({ sequence, transferId, amount, balanceAfter }) => [
        ...[sequence, transferId, amount.toFixed(), balanceAfter.toFixed()],
      ]),
    ).toEqual([
      [1n, sent[2]!.transferId, '4', '4'],
      [2n, sent[1]!.transferId, '2', '6'],
      [3n, sent[0]!.transferId, '1', '7'],
    ]);
    expect(await money.faults()).toEqual(soundMoney);
  });

  test.each([0, 1001])('cannot be %i', async (count) => {
    const all = Array.from({ length: count }, () => said({ transferId: newId() }));
    if (count === 0) expect(await money.settle(all)).toEqual([]);
    else await expect(money.settle(all)).rejects.toThrow(/one to 1000 settlements/);
  });
});

test('what is confirmed is paid out of CLEARING, its fee to FEES, and the row says so', async () => {
  const [from, to] = [await money.addPerson('100'), await money.addPerson()];
  const request = await send(from, to, '10', { fee: '0.25' });
  const before = await money.transfer(request.transferId);
  let other = await money.addPerson('100');
  while (feesOf(other.walletId) === feesOf(from.walletId)) {
    other = await money.addPerson('100');
  }
  const beside = await send(other, to, '1', { fee: '0.5' });
  await money.settle([said(beside), said(request, 'CONFIRMED', { reason: 'not a failure' })]);
  expect((await paid(beside))[2]?.[0]).toBe(feesOf(other.walletId));
  expect(await paid(request)).toEqual([
    [await clearingOf(request), 'SENT', '-10.25', to.walletId],
    [to.walletId, 'RECEIVED', '10', from.walletId],
    [feesOf(from.walletId), 'FEE', '0.25', from.walletId],
  ]);
  expect(await money.transfer(request.transferId)).toMatchObject({
    ...{ status: 'CONFIRMED', onChainTxId: `tx-${request.transferId}`, reasons: [] },
    ...{ settledAt: expect.any(Date), version: before.version + 1 },
  });
  expect(await lastMovedAt(to.walletId)).not.toBeNull();
});

test('what failed goes back whole with its reason, which is no movement of its holder', async () => {
  const [from, to] = [await money.addPerson('100'), await money.addPerson()];
  const [one, two] = [
    await send(from, to, '10', { fee: '0.25', kind: 'TAX' }),
    await send(from, to, '20', { kind: 'TAX' }),
  ];
  const movedBefore = await lastMovedAt(from.walletId);
  money.platform.clock.moveBy(1000);
  await money.in(() =>
    money.db.transfer.updateMany({ where: { id: one.transferId }, data: { reasons: ['BEFORE'] } }),
  );
  await money.settle([said(two, 'FAILED', { reason: null }), said(one, 'FAILED')]);
  expect(await paid(one)).toEqual([
    [await clearingOf(one), 'REFUND', '-10.25', from.walletId],
    [from.walletId, 'REFUND', '10.25', to.walletId],
  ]);
  expect(await money.transfer(one.transferId)).toMatchObject({
    ...{ status: 'FAILED', reasons: ['BEFORE', 'REFUSED'] },
  });
  expect(await money.transfer(two.transferId)).toMatchObject({ status: 'FAILED', reasons: [] });
  expect(await lastMovedAt(from.walletId)).toEqual(movedBefore);
  expect(await money.faults()).toEqual(soundMoney);
});

test('only what failed counts no more for whoever sent it', async () => {
  const { organizationId, walletId } = await money.addOrganization('100');
  const [person, to] = [await money.addPerson('100'), await money.addPerson()];
  const sender = { userId: person.userId, organizationId, deviceHash: null };
  const ofIt = { ...person, walletId };
  const failing = [
    await send(ofIt, to, '10', { sender }),
    await send(person, to, '20'),
    await send(ofIt, to, '40', { sender, kind: 'TAX' }),
  ];
  const going = await send(ofIt, to, '5', { sender });
  await money.settle([said(going), ...failing.map((request) => said(request, 'FAILED'))]);
  const usage = async (ownerId: string) => {
    const row = await money.in(() =>
      money.db.transferUsage.findFirstOrThrow({ where: { ownerId } }),
    );
    return [row.dayAmount.toFixed(), row.dayCount, row.monthAmount.toFixed(), row.monthCount];
  };
  expect(await usage(organizationId)).toEqual(['5', 1, '5', 1]);
  expect(await usage(person.userId)).toEqual(['0', 0, '0', 0]);
});

test('each of several receivers is paid its part in their order, beside others with several', async () => {
  const from = await money.addPerson('100');
  const to = await Promise.all([1, 2, 3].map(() => money.addPerson()));
  const legs = to.map(({ walletId }, index) => ({ toWalletId: walletId, amount: `${index + 1}` }));
  const one = await send(from, to[0]!, '0', { legs, fee: '0.5' });
  const two = await send(from, to[0]!, '0', { legs: legs.toReversed() });
  const single = await send(from, to[1]!, '7');
  await money.settle([said(two), said(single), said(one)]);
  expect(await paid(one)).toEqual([
    [await clearingOf(one), 'SENT', '-6.5', null],
    ...legs.map((leg) => [leg.toWalletId, 'RECEIVED', leg.amount, from.walletId]),
    [feesOf(from.walletId), 'FEE', '0.5', from.walletId],
  ]);
  expect((await paid(two)).slice(1)).toEqual(
    legs.toReversed().map((leg) => [leg.toWalletId, 'RECEIVED', leg.amount, from.walletId]),
  );
  expect(await money.wallet(to[1]!.walletId)).toMatchObject({ balance: '11', entries: 3 });
  expect(await money.faults()).toEqual(soundMoney);
});

test('the kind of a transfer says what its receiver reads; of tax alone no wallet has moved', async () => {
  const [from, moved, taxed] = [
    await money.addPerson('100'),
    await money.addPerson(),
    await money.addPerson(),
  ];
  const tax = await send(from, taxed, '1', { kind: 'TAX', sender: null });
  const back = await send(from, moved, '1', { kind: 'REVERSAL', sender: null });
  const treasury = systemWalletId(money.tenant.id, 'TREASURY');
  const issue = await send({ ...from, walletId: treasury }, moved, '1', {
    ...{ kind: 'GENESIS', sender: null },
  });
  const verdicts = await money.settle([said(tax), said(back), said(issue)]);
  expect(verdicts.map(({ settled }) => settled?.receivers.length)).toEqual([1, 1, 1]);
  const typeOf = async (request: TransferRequest) => (await paid(request))[1]![1];
  expect([await typeOf(tax), await typeOf(back), await typeOf(issue)]).toEqual([
    ...['TAX', 'REVERSAL', 'MINT'],
  ]);
  expect([await lastMovedAt(taxed.walletId), await lastMovedAt(moved.walletId)]).toEqual([
    null,
    expect.any(Date),
  ]);
});
