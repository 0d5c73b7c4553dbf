import { withTenant } from '@freehold/core-db';
import { cancelCommand } from '@freehold/core-services/ledger/cancel-command';
import { explainCommand } from '@freehold/core-services/ledger/explain-command';
import { LedgerError } from '@freehold/core-services/ledger/ledger-gateway';
import { retryCommand } from '@freehold/core-services/ledger/retry-command';
import { verifyChain } from '@freehold/core-services/ledger/verify-chain';
import { soundMoney } from '@freehold/core-services/money/money.testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMoneyTest, type MoneyTest } from './testing/money-test.ts';
import { drain, ledgerWith, openWorkerTest, type WorkerTest } from './testing/worker-test.ts';

let setup: WorkerTest;
let it: MoneyTest;
let from: string;
let to: string;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());
beforeEach(async () => {
  it = await openMoneyTest(setup);
  from = (await it.money.addPerson()).walletId;
  to = (await it.money.addPerson()).walletId;
  await it.issue(from, '100');
  await it.work();
});

const going = new AbortController().signal;
const balance = async (id: string) => (await it.money.wallet(id)).balance;
const status = async (id: string) => (await it.money.transfer(id)).status;
const manage = async (act: typeof retryCommand, commandId: string) => {
  const { version } = await it.command(commandId);
  const input = { commandId, version, reason: 'because of a test' };
  return withTenant(it.ctx.tenant.id, () => act({ ctx: it.ctx, input }));
};
const explain = (commandId: string) =>
  withTenant(it.ctx.tenant.id, () => explainCommand({ ctx: it.ctx, input: { commandId } }));

/** The ledger takes nothing, and says so only by staying away. */
const away = () =>
  ledgerWith(setup.ledger, { submit: () => Promise.reject(new Error('connect ECONNREFUSED')) });
/** The ledger takes everything and its answers are lost. */
const silent = () =>
  ledgerWith(setup.ledger, {
    async submit(command, options) {
      await setup.ledger.submit(command, options);
      throw new LedgerError('RETRY', 'ledger.timeout', 'No answer');
    },
  });
const limits = { batch: 50, concurrency: 2, leaseSeconds: 60, timeoutMs: 5_000, maxAttempts: 1 };

test('a transfer that the ledger confirms arrives, once', async () => {
  const { transferId, commandId } = await it.send(from, to, '40');
  expect(await balance(from)).toBe('60');
  expect(await balance(to)).toBe('0');
  await it.work();
  expect(await status(transferId)).toBe('CONFIRMED');
  expect(await balance(to)).toBe('40');
  expect(await explain(commandId)).toMatchObject({
    ...{ situation: 'APPLIED', advice: 'NONE', canRetry: false, canCancel: false },
    transfer: { transferId, status: 'CONFIRMED' },
  });
  expect(await it.money.faults()).toEqual(soundMoney);
});

test('a transfer that the ledger refuses is paid back, once, and can be neither retried nor paid back again', async () => {
  // Here the platform has money that the ledger never heard of.
  await it.money.fund(to, '5');
  const { transferId, commandId } = await it.send(to, from, '5');
  await it.work();
  expect(await it.command(commandId)).toMatchObject({ status: 'FAILED', commitBlock: 1n });
  expect(await status(transferId)).toBe('FAILED');
  expect(await balance(to)).toBe('5');
  expect(await explain(commandId)).toMatchObject({ situation: 'REFUSED', canRetry: false });
  await expect(manage(retryCommand, commandId)).rejects.toMatchObject({
    code: 'command.not_retryable',
  });
  await manage(cancelCommand, commandId);
  expect(await balance(to)).toBe('5');
  expect(await it.money.faults()).toEqual(soundMoney);
});

describe('a transfer whose command was given up without an answer', () => {
  test('stays on its way; a retry carries it out', async () => {
    const { transferId, commandId } = await it.send(from, to, '40');
    await drain(setup.submitter({ ledger: away(), limits }));
    expect(await it.command(commandId)).toMatchObject({ status: 'FAILED', commitBlock: null });
    expect([await status(transferId), await balance(from)]).toEqual(['PENDING', '60']);
    expect(await explain(commandId)).toMatchObject({
      ...{ situation: 'LEDGER_SILENT', advice: 'RETRY_OR_CANCEL', canRetry: true },
      ...{ canCancel: true, transfer: { transferId, status: 'PENDING' } },
    });
    await manage(retryCommand, commandId);
    await it.work();
    expect([await status(transferId), await balance(to)]).toEqual(['CONFIRMED', '40']);
    expect(await it.money.faults()).toEqual(soundMoney);
  });

  test('comes back when an operator gives it up, once, and cannot be retried', async () => {
    const { transferId, commandId } = await it.send(from, to, '40');
    await drain(setup.submitter({ ledger: away(), limits }));
    await manage(cancelCommand, commandId);
    expect([await status(transferId), await balance(from)]).toEqual(['FAILED', '100']);
    await expect(manage(retryCommand, commandId)).rejects.toMatchObject({
      code: 'command.not_retryable',
    });
    await expect(manage(cancelCommand, commandId)).rejects.toMatchObject({
      code: 'command.not_cancellable',
    });
    expect(await balance(from)).toBe('100');
    expect(await it.money.faults()).toEqual(soundMoney);
  });

  test('does not come back when the ledger has it after all: a retry settles it', async () => {
    const { transferId, commandId } = await it.send(from, to, '40');
    await drain(setup.submitter({ ledger: silent(), limits }));
    expect(await it.command(commandId)).toMatchObject({ status: 'FAILED', commitBlock: null });
    expect(await explain(commandId)).toMatchObject({
      ...{ situation: 'ON_LEDGER_AFTER_ALL', advice: 'RETRY', canCancel: false },
    });
    await expect(manage(cancelCommand, commandId)).rejects.toMatchObject({
      ...{ kind: 'CONFLICT', code: 'command.on_ledger' },
    });
    expect([await status(transferId), await balance(from)]).toEqual(['PENDING', '60']);
    await manage(retryCommand, commandId);
    await it.work();
    expect([await status(transferId), await balance(to)]).toEqual(['CONFIRMED', '40']);
    expect(await it.onLedger(commandId)).toBe(1);
    expect(await it.money.faults()).toEqual(soundMoney);
  });
});

test('a worker that wakes after the command was given up puts nothing into a block', async () => {
  const { transferId, commandId } = await it.send(from, to, '40');
  const told = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const slow = ledgerWith(setup.ledger, {
    async submit(command, options) {
      told.resolve();
      await release.promise;
      return setup.ledger.submit(command, options);
    },
  });
  const step = setup.submitter({ ledger: slow, limits: { ...limits, maxAttempts: 9 } })(going);
  await told.promise;
  await setup.endLeases();
  await drain(setup.submitter({ ledger: away(), limits }));
  await manage(cancelCommand, commandId);
  release.resolve();
  await step;
  expect(await it.onLedger(commandId)).toBe(0);
  expect(await it.command(commandId)).toMatchObject({ status: 'CANCELLED' });
  expect([await status(transferId), await balance(from)]).toEqual(['FAILED', '100']);
  await it.work();
  expect(await it.money.faults()).toEqual(soundMoney);
});

test('giving a command up and putting it into a block at the same moment end in one of the two', async () => {
  for (let round = 0; round < 12; round += 1) {
    const { transferId, commandId } = await it.send(from, to, '1');
    await drain(setup.submitter({ ledger: away(), limits }));
    const { version, payload, commandType } = await it.command(commandId);
    const tenantId = it.ctx.tenant.id;
    const unsent = { tenantId, commandId, commandType, payload };
    const command = { ...unsent, txId: await setup.ledger.createTxId(unsent) };
    const input = { commandId, version, reason: 'because of a test' };
    const [taken, givenUp] = await Promise.allSettled([
      setup.ledger.submit(command, { timeoutMs: 5_000 }),
      withTenant(tenantId, () => cancelCommand({ ctx: it.ctx, input })),
    ]);
    expect([taken.status, givenUp.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    if (taken.status === 'fulfilled') await manage(retryCommand, commandId);
    await it.work();
    const isTaken = taken.status === 'fulfilled';
    expect(await status(transferId)).toBe(isTaken ? 'CONFIRMED' : 'FAILED');
    expect(await it.onLedger(commandId)).toBe(isTaken ? 1 : 0);
  }
  expect(await it.money.faults()).toEqual(soundMoney);
}, 60_000);

test('many transfers go through together: few blocks, few transactions, sound money', async () => {
  const count = 60;
  for (let index = 0; index < count; index += 1) await it.send(from, to, '1');
  await it.work();
  expect([await balance(from), await balance(to)]).toEqual(['40', '60']);
  await withTenant(it.ctx.tenant.id, async () => {
    const { db } = it.ctx;
    expect(await db.ledgerBlock.count()).toBe(2);
    expect(await db.ledgerTransaction.count()).toBe(count + 1);
    expect(await db.eventLog.count()).toBe(count + 1);
    expect(await db.eventDLQ.count()).toBe(0);
    // The commit of the whole batch, and one payment of it.
    expect(await db.auditLog.count({ where: { action: 'command.commit' } })).toBe(2);
    expect(await db.auditLog.count({ where: { action: 'transfer.confirm' } })).toBe(2);
    expect(await verifyChain(db, { channel: 'main' })).toMatchObject({ isIntact: true });
  });
  expect(await it.money.faults()).toEqual(soundMoney);
}, 60_000);
