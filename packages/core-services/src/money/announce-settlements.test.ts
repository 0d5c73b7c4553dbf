import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '@freehold/core-db';
import { writeEventLog } from '../ledger/event-log.ts';
import { announceSettlements } from './announce-settlements.ts';
import { readAnnounced } from './announced-transfer.ts';
import { TestMoney } from './money.testing.ts';
import { settleTransfers } from './settle-transfers.ts';

let money: TestMoney;
beforeAll(async () => {
  money = await TestMoney.open();
});
afterAll(() => money.close());

const settle = (transferId: string) =>
  money.in(() =>
    inTransaction(money.db, async (tx) => {
      const verdicts = await settleTransfers(tx, money.as(), [
        { transferId, outcome: 'CONFIRMED', onChainTxId: 'tx', reason: null },
      ]);
      await announceSettlements(tx, money.as(), verdicts);
    }),
  );

test('each receiver is told of their own part, once; who is no longer there is not', async () => {
  const [from, one, gone] = [
    await money.addPerson('100'),
    await money.addPerson(),
    await money.addPerson(),
  ];
  const organization = await money.addOrganization();
  await money.in(() =>
    money.db.user.updateMany({ where: { id: gone.userId }, data: { deletedAt: new Date() } }),
  );
  const request = money.request({
    fromWalletId: from.walletId,
    reference: 'Rent',
    legs: [
      { toWalletId: one.walletId, amount: '10.50' },
      { toWalletId: gone.walletId, amount: '20' },
      { toWalletId: organization.walletId, amount: '30' },
    ],
  });
  await money.post(request);
  await settle(request.transferId);
  await settle(request.transferId);

  const { currencyCode } = money.tenant.settings;
  const [notices, events] = await money.in(() =>
    Promise.all([money.db.notification.findMany(), money.db.webhookEvent.findMany()]),
  );
  expect(notices).toMatchObject([
    {
      ...{ userId: one.userId, kind: 'money.received', severity: 'SUCCESS' },
      ...{ entityType: 'Transfer', entityId: request.transferId },
      parameters: { amount: `10.5 ${currencyCode}`, reference: 'Rent' },
      idempotencyKey: `money.received:${request.transferId}`,
    },
  ]);
  expect(events).toMatchObject([
    {
      eventType: 'transfer.received',
      organizationId: organization.organizationId,
      payload: { walletId: organization.walletId, amount: '30', fromWalletId: from.walletId },
    },
  ]);
});

test('what settling says of a transfer is what stands of it', async () => {
  const [from, to] = [await money.addPerson('100'), await money.addPerson()];
  const [sending, receiving] = [await money.addOrganization('100'), await money.addOrganization()];
  const legs = [from, to, receiving].map(({ walletId }) => ({
    toWalletId: walletId,
    amount: '1.5',
  }));
  const ofPerson = { userId: from.userId, organizationId: null, deviceHash: null };
  const ofOrganization = {
    ...{ userId: from.userId, organizationId: sending.organizationId, deviceHash: null },
  };
  const requests = [
    money.request({ fromWalletId: from.walletId, legs: legs.slice(1), sender: ofPerson }),
    money.request({
      ...{ fromWalletId: sending.walletId, legs, fee: '0.25', reference: 'Rent' },
      sender: ofOrganization,
    }),
    // Without a sender, of an organization all the same.
    money.request({ fromWalletId: sending.walletId, legs: legs.slice(2), kind: 'TAX' }),
    money.request({ fromWalletId: sending.walletId, legs, sender: ofOrganization }),
  ];
  await money.postAll(requests);
  const ids = requests.map(({ transferId }) => transferId);
  const verdicts = await money.settle(
    ids.toReversed().map((transferId) => ({
      ...{ transferId, onChainTxId: `tx-${transferId}`, reason: null },
      outcome: transferId === ids[3] ? ('FAILED' as const) : ('CONFIRMED' as const),
    })),
  );
  const rows = await money.in(() => inTransaction(money.db, (tx) => readAnnounced(tx, ids)));
  const known = new Map(rows.map((row) => [row.id, row]));
  expect(rows).toHaveLength(4);
  for (const { transferId, settled } of verdicts) {
    const row = known.get(transferId);
    const { receivers = [], ...facts } = settled ?? {};
    const hasSender = row?.senderUserId !== null || row.senderOrganizationId !== null;
    expect(facts).toEqual({
      ...{ ...row, receivers: undefined },
      // Whoever sends holds the wallet.
      fromOrganizationId: hasSender ? null : row?.fromOrganizationId,
    });
    expect(receivers).toMatchObject(row?.status === 'FAILED' ? [] : (row?.receivers ?? []));
    expect(receivers).toHaveLength(row?.status === 'FAILED' ? 0 : (row?.receivers.length ?? -1));
  }
});

test('another tenant finds nothing to tell of', async () => {
  const [from, to] = [await money.addPerson('5'), await money.addPerson()];
  const legs = [{ toWalletId: to.walletId, amount: '5' }];
  const request = money.request({ fromWalletId: from.walletId, legs });
  await money.post(request);
  const other = await money.neighbour();
  const read = (tenant: TestMoney) =>
    tenant.in(() => inTransaction(tenant.db, (tx) => readAnnounced(tx, [request.transferId])));
  expect(await read(other)).toEqual([]);
  expect(await read(money)).toMatchObject([
    {
      ...{ id: request.transferId, amount: '5', fee: '0', fromOrganizationId: null },
      receivers: [{ walletId: to.walletId, userId: to.userId, organizationId: null, amount: '5' }],
    },
  ]);
});

test('an event without a payload stands in the log, and a second time changes nothing', async () => {
  const event = {
    ...{ txId: 'ab', channel: 'main', blockNumber: 3n, eventIndex: 0, chaincode: 'Tokenomics' },
    ...{ name: 'x'.repeat(90), version: 1, timestamp: new Date('2026-01-02T03:04:05.678Z') },
  };
  const write = (payload: unknown) =>
    money.in(() =>
      inTransaction(money.db, (tx) => writeEventLog(tx, money.tenant.id, [{ ...event, payload }])),
    );
  await write(null);
  await write({ other: true });
  expect(await money.in(() => money.db.eventLog.findMany())).toMatchObject([
    {
      ...{ blockNumber: 3n, payload: null, eventName: 'x'.repeat(80) },
      txTimestamp: event.timestamp,
    },
  ]);
});
