import { AppError } from '@freehold/core-contracts/errors';
import { withTenant } from '@freehold/core-db';
import { startRebuild, listRebuilds } from '@freehold/core-services/ledger/start-rebuild';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { projections } from '@freehold/core-services/ledger/projections/find-handler';
import { money as moneyProjection } from '@freehold/core-services/ledger/projections/money';
import { soundMoney } from '@freehold/core-services/money/money.testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FaultPoint } from '../faults.ts';
import { openMoneyTest, type MoneyTest } from '../testing/money-test.ts';
import { approvePerson, drain, ledgerWith, openWorkerTest } from '../testing/worker-test.ts';

let setup: Awaited<ReturnType<typeof openWorkerTest>>;
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
const inTenant = <T>(work: () => Promise<T>) => withTenant(it.ctx.tenant.id, work);
const projector = (more: object = {}) => setup.projector({ projection: moneyProjection, ...more });
const state = (projectorName = 'money') =>
  inTenant(() => it.ctx.db.projectorState.findFirstOrThrow({ where: { projectorName } }));
const letters = () =>
  inTenant(() => it.ctx.db.eventDLQ.findMany({ orderBy: { eventIndex: 'asc' } }));

/** How many transactions a projector makes. */
function counting() {
  let count = 0;
  const reach = (point: FaultPoint) => {
    if (point === 'projector.applying') count += 1;
  };
  return { faults: { reach }, count: () => count };
}

async function sendMany(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    ids.push((await it.send(from, to, '1')).transferId);
  }
  await drain(setup.submitter());
  return ids;
}

test('events of one batch handler share a transaction, and other projections pass over them in one', async () => {
  await sendMany(20);
  const paying = counting();
  await projector({ faults: paying.faults })(going);
  expect(paying.count()).toBe(1);
  const passing = counting();
  const loans = projections.find(({ name }) => name === 'loans')!;
  await setup.projector({ projection: loans, faults: passing.faults })(going);
  expect(passing.count()).toBe(1);
  expect(await state()).toMatchObject({ lastBlock: 1n, lastEventIndex: 19 });
  expect((await it.money.wallet(to)).balance).toBe('20');
});

test('one event that cannot take effect is set aside alone; those beside it are carried out once', async () => {
  const ids = await sendMany(5);
  const stray = ids[2]!;
  const ledger: LedgerGateway = ledgerWith(setup.ledger, {
    async readEvents(range) {
      const { events, throughBlock } = await setup.ledger.readEvents(range);
      const seen = events.map((event) =>
        JSON.stringify(event.payload).includes(stray) ? { ...event, payload: {} } : event,
      );
      return { events: seen, throughBlock };
    },
  });
  await drain(projector({ ledger }));
  expect((await it.money.wallet(to)).balance).toBe('4');
  const [letter, ...others] = await letters();
  expect(others).toEqual([]);
  expect(letter).toMatchObject({ projectorName: 'money', eventIndex: 2, status: 'OPEN' });
  expect(await state()).toMatchObject({ lastBlock: 1n, lastEventIndex: 4 });
  expect(await inTenant(() => it.ctx.db.eventLog.count({ where: { blockNumber: 1n } }))).toBe(5);
  expect(await it.money.faults()).toEqual(soundMoney);
});

test('a projector that is killed before its commit pays nobody, and pays everybody the next time', async () => {
  await sendMany(8);
  const faults = {
    reach(point: FaultPoint) {
      if (point === 'projector.applying') throw new Error('killed');
    },
  };
  await expect(projector({ faults })(going)).rejects.toThrow('killed');
  expect((await it.money.wallet(to)).balance).toBe('0');
  expect(await inTenant(() => it.ctx.db.eventLog.count({ where: { blockNumber: 1n } }))).toBe(0);
  await drain(projector());
  expect((await it.money.wallet(to)).balance).toBe('8');
  expect(await it.money.faults()).toEqual(soundMoney);
});

test('what may go better later holds a batch up: its events are not tried one by one', async () => {
  await sendMany(3);
  const away = () => Promise.reject(new AppError('UNAVAILABLE', 'projector.busy'));
  const projection = { ...moneyProjection, batches: { TokensTransferred: { 1: away } } };
  await expect(projector({ projection })(going)).rejects.toThrow('projector.busy');
  expect((await it.money.wallet(to)).balance).toBe('0');
  expect(await letters()).toEqual([]);
  await drain(projector());
  expect((await it.money.wallet(to)).balance).toBe('3');
});

test('a rebuild that the console starts is carried out by the workers, shows how far it is, and changes no row', async () => {
  await approvePerson(it.ctx);
  for (let round = 0; round < 4; round += 1) {
    await sendMany(3);
    await it.work();
  }
  const rows = () =>
    inTenant(async () => ({
      wallets: await it.ctx.db.wallet.findMany({ orderBy: { id: 'asc' } }),
      transfers: await it.ctx.db.transfer.findMany({ orderBy: { id: 'asc' } }),
      entries: await it.ctx.db.transaction.findMany({ orderBy: { id: 'asc' } }),
      events: await it.ctx.db.eventLog.findMany({ orderBy: { id: 'asc' } }),
    }));
  const before = await rows();
  const input = { projectorName: 'money', reason: 'because of a test' };
  const begun = await inTenant(() => startRebuild({ ctx: it.ctx, input }));
  expect(begun).toMatchObject({ isRunning: true, doneBlocks: 0n, totalBlocks: 5n });
  await expect(inTenant(() => startRebuild({ ctx: it.ctx, input }))).rejects.toMatchObject({
    ...{ kind: 'CONFLICT', code: 'projector.rebuilding' },
  });
  const progress = async () => {
    const all = await inTenant(() => listRebuilds({ ctx: it.ctx }));
    return all.find(({ projectorName }) => projectorName === 'money');
  };
  await projector({ batchBlocks: 2 })(going);
  expect(await progress()).toMatchObject({ isRunning: true, doneBlocks: 2n, totalBlocks: 5n });
  await drain(projector({ batchBlocks: 2 }));
  const done = await progress();
  expect(done).toMatchObject({ isRunning: false, doneBlocks: 5n, totalBlocks: 5n });
  expect(done?.finishedAt).not.toBeNull();
  expect(await rows()).toEqual(before);
  expect(await letters()).toEqual([]);
  const [audit] = await inTenant(() =>
    it.ctx.db.auditLog.findMany({ where: { action: 'projector.rebuild' } }),
  );
  expect(audit).toMatchObject({ entityId: 'money:main', reason: 'because of a test' });
});

test('a rebuild of a projector that is not there is refused', async () => {
  const input = { projectorName: 'everything', reason: 'because of a test' };
  await expect(inTenant(() => startRebuild({ ctx: it.ctx, input }))).rejects.toMatchObject({
    ...{ kind: 'NOT_FOUND', code: 'entity.not_found' },
  });
});
