import { withTenant } from '@freehold/core-db';
import { cancelCommand } from '@freehold/core-services/ledger/cancel-command';
import { explainCommand } from '@freehold/core-services/ledger/explain-command';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { listProjectors } from '@freehold/core-services/ledger/list-projectors';
import { retryCommand } from '@freehold/core-services/ledger/retry-command';
import { soundMoney } from '@freehold/core-services/money/money.testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultPoint } from '../faults.ts';
import { openMoneyTest, type MoneyTest } from '../testing/money-test.ts';
import { drain, ledgerWith, openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { fabricLimits, openFabricTest, type FabricTest } from './fabric.testing.ts';

let setup: WorkerTest;
let fabric: FabricTest;
let it: MoneyTest;
let from: string;
let to: string;
beforeAll(async () => {
  setup = await openWorkerTest();
  fabric = await openFabricTest(setup);
  it = await openMoneyTest(setup);
  from = (await it.money.addPerson()).walletId;
  to = (await it.money.addPerson()).walletId;
  await it.issue(from, '100');
  await work();
});
afterAll(async () => {
  fabric.close();
  await setup.closeAll();
});
afterEach(async () => {
  expect(await it.money.faults()).toEqual(soundMoney);
});

const work = (gateway?: LedgerGateway) => fabric.work(it.ctx.tenant, gateway);
const within = <T>(act: () => Promise<T>) => withTenant(it.ctx.tenant.id, act);
const balance = async (id: string) => (await it.money.wallet(id)).balance;
const status = async (id: string) => (await it.money.transfer(id)).status;
const manage = async (act: typeof retryCommand, commandId: string) => {
  const { version } = await it.command(commandId);
  const input = { commandId, version, reason: 'because of a test' };
  return within(() => act({ ctx: it.ctx, input }));
};
const explain = (commandId: string) =>
  within(() => explainCommand({ ctx: it.ctx, input: { commandId } }));
const valid = () => fabric.peer.blocks.filter(({ code }) => code === 0).length;

/** Its transaction is with the orderer and in no block, and whoever asked has given up waiting. */
async function heldBack() {
  fabric.peer.faults.isHeldBack = () => true;
  const sent = await it.send(from, to, '5');
  const limits = { ...fabricLimits, timeoutMs: 400, maxAttempts: 1 };
  await drain(fabric.submitter({ limits }));
  fabric.peer.faults.isHeldBack = () => false;
  expect(await it.command(sent.commandId)).toMatchObject({ status: 'FAILED', commitBlock: null });
  return sent;
}

describe('a transfer', () => {
  test('goes to the network and arrives with its event, and nothing is behind afterwards', async () => {
    const before = await balance(to);
    const { transferId, commandId } = await it.send(from, to, '40');
    await work();
    expect(await status(transferId)).toBe('CONFIRMED');
    expect(await balance(to)).toBe(String(Number(before) + 40));
    const command = await it.command(commandId);
    expect(command).toMatchObject({
      status: 'COMMITTED',
      fabricTxId: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    expect(await it.money.entries(transferId)).toEqual(
      expect.arrayContaining([expect.objectContaining({ onChainTxId: command.fabricTxId })]),
    );
    const projectors = await within(() => listProjectors({ ctx: it.ctx }));
    const head = BigInt(fabric.peer.blocks.length) - 1n;
    for (const projector of projectors) {
      expect(projector).toMatchObject({ lastBlock: head, headBlock: head, lagBlocks: 0n });
    }
  });

  test('that the chaincode refuses is paid back', async () => {
    // Here the platform has money that the ledger never heard of.
    const poor = (await it.money.addPerson()).walletId;
    await it.money.fund(poor, '5');
    const { transferId, commandId } = await it.send(poor, to, '5');
    expect(await balance(poor)).toBe('0');
    await work();
    expect(await it.command(commandId)).toMatchObject({ status: 'FAILED' });
    expect([await status(transferId), await balance(poor)]).toEqual(['FAILED', '5']);
  });

  test('waits while the peer is away, and goes through when it is back', async () => {
    const { port } = fabric.peer;
    fabric.peer.stop();
    const { transferId, commandId } = await it.send(from, to, '1');
    await drain(fabric.submitter());
    expect(await it.command(commandId)).toMatchObject({ status: 'PENDING', attempts: 1 });
    await fabric.peer.listen(undefined, port);
    await expect
      .poll(
        async () => {
          await setup.endLeases();
          await work();
          return status(transferId);
        },
        { timeout: 20_000 },
      )
      .toBe('CONFIRMED');
  }, 40_000);
});

describe('a command whose worker died after its transaction was written down', () => {
  const points = ['submitter.marked', 'submitter.submitted'] as const satisfies FaultPoint[];

  test.each(points)(
    'at %s is carried out once, by a transaction that is written down first',
    async (point) => {
      const { transferId, commandId } = await it.send(from, to, '1');
      const blocks = valid();
      const dead = {
        reach: (at: FaultPoint) => (at === point ? Promise.reject(new Error('dead')) : undefined),
      };
      const step = fabric.submitter({ faults: dead });
      await step(new AbortController().signal).catch(() => undefined);
      const first = await it.command(commandId);
      expect(first).toMatchObject({ status: 'SUBMITTED', fabricTxId: expect.any(String) });
      const other = fabric.connect();
      const told: string[] = [];
      const watched = ledgerWith(other, {
        async submit(command, options) {
          const { fabricTxId } = await it.command(command.commandId);
          expect(fabricTxId).toBe(command.txId);
          if (command.commandId === commandId) told.push(command.txId);
          return other.submit(command, options);
        },
      });
      await setup.endLeases();
      await drain(fabric.submitter({ ledger: watched }));
      await work();
      other.close();
      const second = await it.command(commandId);
      expect(second.status).toBe('COMMITTED');
      const isNew = point === 'submitter.marked';
      expect(told).toHaveLength(isNew ? 1 : 0);
      expect(second.fabricTxId === first.fabricTxId).toBe(!isNew);
      expect(valid()).toBe(blocks + 1);
      expect(await status(transferId)).toBe('CONFIRMED');
    },
  );
});

describe('a command that is given up', () => {
  test('before the network was told comes back at once', async () => {
    const blocks = fabric.peer.blocks.length;
    const { transferId, commandId } = await it.send(from, to, '5');
    await manage(cancelCommand, commandId);
    expect(await it.command(commandId)).toMatchObject({ status: 'CANCELLED' });
    expect(await status(transferId)).toBe('FAILED');
    await work();
    expect(fabric.peer.blocks).toHaveLength(blocks);
  });

  test('while its transaction may be under way comes back only when its id is closed, and what comes late has no effect', async () => {
    const before = [await balance(from), await balance(to)];
    const { transferId, commandId } = await heldBack();
    await manage(cancelCommand, commandId);
    expect(await it.command(commandId)).toMatchObject({ status: 'PENDING' });
    expect(await explain(commandId)).toMatchObject({
      ...{ situation: 'CANCEL_REQUESTED', advice: 'WAIT', canRetry: false, canCancel: false },
    });
    expect(await status(transferId)).toBe('PENDING');
    await work();
    expect(await it.command(commandId)).toMatchObject({ status: 'CANCELLED', commitBlock: null });
    expect(await status(transferId)).toBe('FAILED');
    expect([await balance(from), await balance(to)]).toEqual(before);
    fabric.peer.flush();
    await work();
    expect(await status(transferId)).toBe('FAILED');
    expect([await balance(from), await balance(to)]).toEqual(before);
    expect(fabric.peer.blocks.at(-1)).toMatchObject({ code: 11 });
    const actions = await within(() =>
      it.ctx.db.auditLog.findMany({ where: { entityId: commandId }, orderBy: { sequence: 'asc' } }),
    );
    expect(actions.map(({ action }) => action)).toEqual([
      ...['command.fail', 'command.request_cancel', 'command.cancel'],
    ]);
  });

  test('and that the network has after all stands: it is not paid back', async () => {
    const before = Number(await balance(to));
    const { transferId, commandId } = await heldBack();
    await manage(cancelCommand, commandId);
    fabric.peer.flush();
    await work();
    expect(await it.command(commandId)).toMatchObject({ status: 'COMMITTED' });
    expect(await status(transferId)).toBe('CONFIRMED');
    expect(await balance(to)).toBe(String(before + 5));
  });

  test('and whose closing was not answered comes back once, when the answer is known', async () => {
    const before = await balance(from);
    const { transferId, commandId } = await heldBack();
    await manage(cancelCommand, commandId);
    fabric.peer.faults.isStatusAnswerLost = () => true;
    await drain(fabric.submitter());
    fabric.peer.faults.isStatusAnswerLost = () => false;
    expect(await it.command(commandId)).toMatchObject({ status: 'PENDING' });
    expect(await status(transferId)).toBe('PENDING');
    await setup.endLeases();
    await work();
    expect(await it.command(commandId)).toMatchObject({ status: 'CANCELLED' });
    expect([await status(transferId), await balance(from)]).toEqual(['FAILED', before]);
    fabric.peer.flush();
    await work();
    expect([await status(transferId), await balance(from)]).toEqual(['FAILED', before]);
  });

  test('and tried again after its id was closed comes back: the network takes it no more', async () => {
    const before = await balance(from);
    const { transferId, commandId } = await heldBack();
    await manage(cancelCommand, commandId);
    fabric.peer.faults.isStatusAnswerLost = () => true;
    await drain(fabric.submitter({ limits: { ...fabricLimits, maxAttempts: 1 } }));
    fabric.peer.faults.isStatusAnswerLost = () => false;
    expect(await it.command(commandId)).toMatchObject({ status: 'FAILED' });
    await manage(retryCommand, commandId);
    await work();
    expect(await it.command(commandId)).toMatchObject({ status: 'CANCELLED' });
    expect([await status(transferId), await balance(from)]).toEqual(['FAILED', before]);
    fabric.peer.flush();
  });
});

test('the embedded chain takes nothing of a tenant whose ledger is a channel', async () => {
  const { commandId } = await it.send(from, to, '1');
  await drain(setup.submitter());
  const command = await it.command(commandId);
  expect(command).toMatchObject({ status: 'PENDING', errorCode: 'ledger.other_ledger' });
  expect(await it.onLedger(commandId)).toBe(0);
  const range = { tenantId: it.ctx.tenant.id, channel: 'main', afterBlock: -1n, afterIndex: -1 };
  expect(await setup.ledger.readEvents({ ...range, limit: 100 })).toEqual({
    ...{ events: [], throughBlock: -1n },
  });
  await setup.endLeases();
  await work();
  expect(await it.command(commandId)).toMatchObject({ status: 'COMMITTED' });
});
