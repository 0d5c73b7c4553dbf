import { withConnection } from '@freehold/core-db/migrate';
import { untilBlocked } from '@freehold/core-db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { soundMoney, TestMoney } from './money.testing.ts';
import type { TransferRequest } from './transfer-request.ts';

let money: TestMoney;
beforeAll(async () => {
  money = await TestMoney.open();
});
afterAll(() => money.close());

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;
type Row = readonly [table: 'Transfer' | 'Wallet' | 'TransferUsage', id: string];

async function send(from: Person, to: Person, change: Partial<TransferRequest> = {}) {
  const request = money.payment(from, to, '1', change);
  expect(await money.post(request)).toMatchObject({ outcome: 'ACCEPTED' });
  return request;
}

const toClearing = async ({ transferId }: TransferRequest): Promise<Row> => {
  const { clearingWalletId } = await money.transfer(transferId);
  return ['Wallet', clearingWalletId ?? ''];
};

const lockOf = ([table]: Row) =>
  `SELECT FROM "${table}" WHERE "${table === 'TransferUsage' ? 'ownerId' : 'id'}" = $1 FOR NO KEY UPDATE`;

/** Starts `work` while somebody holds `held`, and sees that it waits there and has not taken `free`. */
async function waitsAt(held: Row, free: readonly Row[], work: () => Promise<unknown>) {
  await withConnection(money.platform.urls.ownerUrl, async (owner) => {
    await owner.query('BEGIN');
    await owner.query(`SELECT set_config('app.tenant_id', $1, true)`, [money.tenant.id]);
    const { rowCount } = await owner.query(lockOf(held), [held[1]]);
    expect(rowCount).toBe(1);
    const done = work();
    await untilBlocked(money.platform.urls.ownerUrl);
    for (const row of free) {
      const taken = await owner.query(`${lockOf(row)} NOWAIT`, [row[1]]);
      expect(taken.rowCount).toBe(1);
    }
    await owner.query('COMMIT');
    await done;
  });
  expect(await money.faults()).toEqual(soundMoney);
}

test('what several say at once of a transfer is paid once', async () => {
  const [from, to] = [await money.addPerson('10'), await money.addPerson()];
  const { transferId } = await send(from, to);
  const all = await Promise.all(Array.from({ length: 8 }, () => money.confirm(transferId)));
  expect(
    all
      .flat()
      .map(({ result }) => result)
      .toSorted(),
  ).toEqual([...['SETTLED', ...Array.from({ length: 7 }, () => 'UNCHANGED')]]);
  expect(await money.wallet(to.walletId)).toEqual({ balance: '1', held: '0', entries: 1 });
});

test('transfers are locked by their id, before any wallet', async () => {
  const [from, to] = [await money.addPerson('10'), await money.addPerson()];
  const [one, two] = [await send(from, to), await send(from, to)];
  const [first, last] = [one.transferId, two.transferId].toSorted();
  await waitsAt(['Transfer', first!], [['Transfer', last!], await toClearing(one)], () =>
    money.settle(
      [last!, first!].map((transferId) => ({
        ...{ transferId, outcome: 'CONFIRMED' as const, onChainTxId: `tx-${transferId}` },
        reason: null,
      })),
    ),
  );
});

test('a transfer that is taken back is locked among them', async () => {
  const [from, to] = [await money.addPerson('10'), await money.addPerson()];
  const original = await send(from, to);
  await money.confirm(original.transferId);
  const back = await send(to, from, {
    ...{ kind: 'REVERSAL', reversalOfId: original.transferId, sender: null },
  });
  await waitsAt(
    ['Transfer', original.transferId],
    [['Transfer', back.transferId], await toClearing(back)],
    () => money.confirm(back.transferId),
  );
  expect(await money.transfer(original.transferId)).toMatchObject({ status: 'REVERSED' });
});

test('whose transfer failed is locked after it and before any wallet, and nobody else', async () => {
  const [person, to] = [await money.addPerson('10'), await money.addPerson()];
  const { organizationId, walletId } = await money.addOrganization('10');
  const sender = { userId: person.userId, organizationId, deviceHash: null };
  const cases: [string, () => Promise<TransferRequest>][] = [
    [person.userId, () => send(person, to)],
    [organizationId, () => send({ ...person, walletId }, to, { sender })],
  ];
  for (const [ownerId, again] of cases) {
    const usage: Row = ['TransferUsage', ownerId];
    const [one, two, paid] = [await again(), await again(), await again()];
    await waitsAt(['Transfer', one.transferId], [usage], () => money.refuse(one.transferId));
    await waitsAt(usage, [await toClearing(two)], () => money.refuse(two.transferId));
    await waitsAt(await toClearing(paid), [usage], () => money.confirm(paid.transferId));
  }
});

test('the wallets that move are locked by their id, and no others', async () => {
  const [from, to] = [await money.addPerson('10'), await money.addPerson()];
  const request = await send(from, to);
  const [, clearingId] = await toClearing(request);
  const [first, last] = [clearingId, to.walletId].toSorted();
  await waitsAt(
    ['Wallet', first!],
    [
      ['Wallet', last!],
      ['Wallet', from.walletId],
    ],
    () => money.confirm(request.transferId),
  );
});
