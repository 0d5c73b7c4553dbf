import { randomUUID } from 'node:crypto';
import { CreateBusinessTransferInput } from '@freehold/core-contracts/business';
import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { compensate } from '../ledger/command-compensation.ts';
import { cancelCommand } from '../ledger/cancel-command.ts';
import { LedgerLife } from '../ledger/projections/ledger-life.testing.ts';
import { soundMoney } from '../money/money.testing.ts';
import { operator } from '../money/transfer-verbs.testing.ts';
import { createBusinessTransfer } from './create-business-transfer.ts';
import { decideBusinessTransfer } from './decide-business-transfer.ts';
import { openLedgerBusiness } from './ledger-business.testing.ts';

let life: LedgerLife;

beforeAll(async () => {
  life = await LedgerLife.open();
});
afterAll(() => life.close());

const openBusiness = (balance: string) => openLedgerBusiness(life, balance);

type Business = Awaited<ReturnType<typeof openBusiness>>;

async function ask({ account, actors }: Business, toWalletId: string, amount: string) {
  const input = CreateBusinessTransferInput.parse({
    businessAccountId: account.id,
    requestId: randomUUID(),
    legs: [{ toWalletId, amount }],
  });
  const ctx = life.money.as(actors[0]);
  return life.money.in(() => createBusinessTransfer({ ctx, input }));
}

function approve({ actors }: Business, index: number, transferId: string) {
  const input = { transferId, decision: 'APPROVE' } as const;
  const ctx = life.money.as(actors[index]);
  return life.money.in(() => decideBusinessTransfer({ ctx, input }));
}

const eventsOf = (organizationId: string) =>
  life.money.in(() =>
    life.db.webhookEvent.findMany({
      where: { organizationId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: 100,
      select: { eventType: true, payload: true },
    }),
  );

test('what enough signatories approved is paid when the ledger confirms it, and told to both sides', async () => {
  const business = await openBusiness('1000');
  const payee = await life.money.addPerson();
  const { id } = await ask(business, payee.walletId, '250.5');
  await approve(business, 1, id);
  expect(await life.run()).toEqual(['VALID', 'VALID']);
  expect(await life.money.wallet(business.account.walletId)).toMatchObject({
    ...{ balance: '1000', held: '250.5' },
  });
  await approve(business, 2, id);
  expect(await life.run()).toEqual(['VALID', 'VALID']);
  expect(await life.letters()).toEqual([]);
  expect(await life.money.transfer(id)).toMatchObject({ status: 'CONFIRMED', kind: 'BUSINESS' });
  expect(await life.money.wallet(payee.walletId)).toMatchObject({ balance: '250.5' });
  const { multisigs } = await life.rows();
  expect(multisigs.find((row) => row.id === id)).toMatchObject({ status: 'EXECUTED' });
  const told = await eventsOf(business.organizationId);
  expect(told.map(({ eventType }) => eventType)).toEqual([
    ...['transfer.received', 'transfer.awaitingApproval', 'transfer.confirmed'],
  ]);
  expect(told.at(-1)?.payload).toMatchObject({ transferId: id, amount: '250.5', kind: 'BUSINESS' });
  const notices = await life.money.in(() =>
    life.db.notification.findMany({ where: { userId: payee.userId }, take: 10 }),
  );
  expect(notices).toMatchObject([
    { kind: 'money.received', parameters: { amount: '250.5 GX' }, entityId: id },
  ]);
  expect(await life.money.faults()).toEqual(soundMoney);
});

test('what the ledger refuses is paid back, and told once however often it is learnt', async () => {
  const business = await openBusiness('100');
  const payee = await life.money.addPerson();
  const { id } = await ask(business, payee.walletId, '40');
  await approve(business, 1, id);
  await approve(business, 2, id);
  await life.money.in(async () => {
    const command = await life.db.outboxCommand.findFirstOrThrow({
      where: { requestId: `multisig-execute:${id}` },
    });
    const refused = { ...command, commitBlock: 99n, fabricTxId: 'tx', errorCode: 'WALLET_FROZEN' };
    const ctx = life.money.as();
    for (const _ of [1, 2]) {
      await inTransaction(ctx.db, (tx) => compensate.refused(tx, ctx, refused));
    }
  });
  expect(await life.money.transfer(id)).toMatchObject({
    ...{ status: 'FAILED', reasons: expect.arrayContaining(['WALLET_FROZEN']) },
  });
  expect(await life.money.wallet(business.account.walletId)).toMatchObject({
    ...{ balance: '100', held: '0' },
  });
  const failed = (await eventsOf(business.organizationId)).filter(
    ({ eventType }) => eventType === 'transfer.failed',
  );
  expect(failed).toMatchObject([{ payload: { transferId: id } }]);
  expect(await life.money.faults()).toEqual(soundMoney);
});

test('whose beginning is cancelled is free again; its initiator is told, its history says so', async () => {
  const business = await openBusiness('100');
  const payee = await life.money.addPerson();
  const { id } = await ask(business, payee.walletId, '40');
  const command = await life.money.in(() =>
    life.db.outboxCommand.findFirstOrThrow({ where: { requestId: `multisig-initiate:${id}` } }),
  );
  const ctx = life.money.as(operator);
  const input = { commandId: command.id, version: command.version, reason: 'Asked by mistake' };
  await life.money.in(() => cancelCommand({ ctx, input }));
  expect(await life.money.transfer(id)).toMatchObject({
    ...{ status: 'REJECTED', reasons: expect.arrayContaining(['command.cancelled']) },
  });
  const { kind, userId } = business.actors[0] as Extract<Actor, { kind: 'USER' }>;
  expect(kind).toBe('USER');
  const notices = await life.money.in(() =>
    life.db.notification.findMany({ where: { userId, kind: 'transfer.rejected' } }),
  );
  expect(notices).toMatchObject([{ parameters: { amount: '40 GX' } }]);
  const told = await eventsOf(business.organizationId);
  expect(told.at(-1)).toMatchObject({ eventType: 'transfer.rejected' });
  expect(await historyOf(id)).toMatchObject({
    ...{ entityType: 'Transfer', reason: 'Asked by mistake' },
    changes: {
      ...{ status: { before: 'AWAITING_APPROVAL', after: 'REJECTED' } },
      ...{ amount: '40', commandId: command.id },
    },
  });
});

test('that is cancelled on its way is paid back, and the rows of both say what came of it', async () => {
  const business = await openBusiness('100');
  const payee = await life.money.addPerson();
  const { id } = await ask(business, payee.walletId, '40');
  await approve(business, 1, id);
  await approve(business, 2, id);
  const command = await life.money.in(() =>
    life.db.outboxCommand.findFirstOrThrow({ where: { requestId: `multisig-execute:${id}` } }),
  );
  const input = { commandId: command.id, version: command.version, reason: 'The wrong payee' };
  await life.money.in(() => cancelCommand({ ctx: life.money.as(operator), input }));
  expect(await life.money.wallet(business.account.walletId)).toMatchObject({ balance: '100' });
  expect(await historyOf(id)).toMatchObject({
    ...{ action: 'transfer.fail', reason: 'The wrong payee' },
    changes: { status: { before: 'PENDING', after: 'FAILED' }, commandId: command.id },
  });
  expect(await historyOf(command.id)).toMatchObject({
    ...{ action: 'command.cancel', reason: 'The wrong payee' },
    changes: {
      status: 'CANCELLED',
      transfers: [{ transferId: id, amount: '40', status: 'FAILED' }],
    },
  });
  expect(await life.money.faults()).toEqual(soundMoney);
});

/** The last row of the audit log about it. */
const historyOf = (entityId: string) =>
  life.money.in(() =>
    life.db.auditLog.findFirst({ where: { entityId }, orderBy: { sequence: 'desc' } }),
  );
