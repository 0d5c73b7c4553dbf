import { createHash } from 'node:crypto';
import { inTransaction, withTenant } from '@freehold/core-db';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { money as moneyProjection } from '@freehold/core-services/ledger/projections/money';
import { releaseHeldTransfer } from '@freehold/core-services/money/held-transfers';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import type { TransferRequest } from '@freehold/core-services/money/transfer-request';
import { freezeWallet } from '@freehold/core-services/wallets/freeze-wallet';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createRandom } from './simulation/random.ts';
import { toRequest } from './simulation/requests.ts';
import { CutProxy } from './testing/cut-proxy.ts';
import { openMoneyTest } from './testing/money-test.ts';
import { openTenantCopies } from './testing/tenant-copy.ts';
import { drain, ledgerWith, openWorkerTest, type WorkerTest } from './testing/worker-test.ts';

/*
 * A worker is cut off from the database after its first step, its second, its third and so on, and
 * another one goes on: each time on the same rows, and each time the tables have to end as they do
 * where nobody is cut off.
 */
let proxy: CutProxy;
let setup: WorkerTest;
let copies: Awaited<ReturnType<typeof openTenantCopies>>;
/** What was asked for; nothing of it was told to the ledger. */
let asked: string;
beforeAll(async () => {
  const cluster = inject('freeholdCluster');
  proxy = await CutProxy.open(cluster.appUrl);
  setup = await openWorkerTest({ ...cluster, appUrl: proxy.through(cluster.appUrl) });
  copies = await openTenantCopies(setup);
  asked = await openBusyTenant();
}, 60_000);
afterAll(async () => {
  proxy.heal();
  await setup.closeAll();
  await proxy.close();
});

const mostSteps = 400;
const hold = { rule: {}, expiresAt: new Date(Date.now() + 86_400_000), command: null };

/** Transfers of every kind, asked for and not told: paid, shared, with a fee, let go, waiting, and one that the ledger will refuse. */
async function openBusyTenant(): Promise<string> {
  const it = await openMoneyTest(setup);
  const random = createRandom(1);
  const people = [];
  for (let index = 0; index < 4; index += 1) people.push((await it.money.addPerson()).walletId);
  const [ada = '', bob = '', eve = '', zoe = ''] = people;
  await it.issue(ada, '100');
  await it.work();
  // In our book alone: the ledger will not cover it.
  await it.money.fund(eve, '10');
  const to = (...ids: string[]) => ids.map((toWalletId) => ({ toWalletId, amount: '3' }));
  const wanted = (from: string, legs: TransferRequest['legs'], more: object = {}) =>
    toRequest(random, { kind: 'TRANSFER', fee: '0', from, legs, ...more });
  const [letGo, waits] = [wanted(ada, to(bob), { hold }), wanted(ada, to(zoe), { hold })];
  const requests = [
    wanted(ada, to(bob)),
    wanted(ada, to(bob, zoe), { fee: '0.5' }),
    wanted(eve, to(bob)),
    ...[letGo, waits],
  ];
  const { ctx } = it;
  const { command } = wanted(ada, to(bob), { id: letGo.transferId });
  await it.money.in(async () => {
    const verdicts = await postTransfers(ctx.db, ctx, requests, { audit: null });
    expect(verdicts.map(({ outcome }) => outcome)).toEqual([
      ...['ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'HELD', 'HELD'],
    ]);
    await inTransaction(ctx.db, (tx) =>
      releaseHeldTransfer(tx, ctx, { transferId: letGo.transferId, command: command! }),
    );
    const { version } = await ctx.db.wallet.findFirstOrThrow({ where: { id: zoe } });
    await freezeWallet({ ctx, input: { walletId: zoe, version, reason: 'Because of a test' } });
  });
  await pause(ctx.tenant.id);
  return ctx.tenant.id;
}

/** Workers pass over the tenant; its copies are theirs. */
const pause = (tenantId: string) =>
  setup.tamper(`INSERT INTO "LedgerPipeline" ("tenantId", "isPaused") VALUES ($1, true)`, [
    tenantId,
  ]);

/** Names transactions by their commands: whoever tells the ledger, it is the same one. */
const ledger = (): LedgerGateway =>
  ledgerWith(setup.ledger, {
    createTxId: ({ commandId }) =>
      Promise.resolve(createHash('sha256').update(commandId).digest('hex')),
  });

const submit = () => drain(setup.submitter({ ledger: ledger() }));
const project = (tenantId: string) =>
  drain(
    setup.projector({
      projection: moneyProjection,
      channelsBehind: () => Promise.resolve([{ tenantId, channel: 'main' }]),
    }),
  );

/** Whoever was cut off may hold its locks for a moment. */
const untilProjected = (tenantId: string) =>
  expect
    .poll(
      async () => {
        await project(tenantId);
        return withTenant(tenantId, async () => {
          const where = { projectorName: 'money' };
          const state = await setup.db.projectorState.findFirst({ where });
          const chain = await setup.db.ledgerChain.findFirst();
          return state?.lastBlock === chain?.blockNumber;
        });
      },
      { timeout: 10_000, interval: 20 },
    )
    .toBe(true);

const moments = /At$|^timestamp$|^txTimestamp$/u;
/** Tables whose rows are given an id of chance. */
const named = new Set(['Transaction', 'Notification', 'AuditLog', 'EventLog']);

function isOfTheMoment(table: string, column: string): boolean {
  if (moments.test(column)) return true;
  if (table === 'AuditLog' && /hash|salt|digest|requestId/iu.test(column)) return true;
  return column === 'id' && named.has(table);
}

/** Who told the ledger, how often and in which block may differ; what it was told may not. */
const ways =
  /^(?:attempts|leaseNumber|version|commitBlock|blockNumber|indexInBlock|hash|position|sequence|balanceAfter)$/u;
const isOfTheWay = (table: string, column: string) =>
  isOfTheMoment(table, column) || ways.test(column);

const moneyTables = ['Wallet', 'Transfer', 'TransferLeg', 'Transaction', 'TransferUsage'];

/** Cuts `work` off after every number of steps it can be cut off after; says how many there were. */
async function cutEverywhere(
  from: string,
  work: (tenantId: string) => Promise<void>,
  settle: (tenantId: string) => Promise<void>,
  read: (tenantId: string) => Promise<unknown>,
): Promise<number> {
  const whole = await copies.copy(from);
  await work(whole);
  await settle(whole);
  const expected = await read(whole);
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const tenantId = await copies.copy(from);
    proxy.cutAfter(steps);
    await work(tenantId).catch(() => undefined);
    const { isCut } = proxy;
    proxy.heal();
    await settle(tenantId);
    expect(await read(tenantId), `cut off after ${steps} steps`).toEqual(expected);
    if (!isCut) return steps;
  }
  throw new Error('It comes to no end');
}

test('a projector cut off between any two of its steps leaves the tables, to the row, as one that was not', async () => {
  const told = await copies.copy(asked);
  await submit();
  await pause(told);
  const statuses = await setup.tamper(
    `SELECT "status"::text FROM "Transfer" WHERE "tenantId" = $1 AND "kind" = 'TRANSFER' ORDER BY 1`,
    [told],
  );
  expect(statuses.map(({ status }) => status)).toEqual([
    ...['AWAITING_APPROVAL', 'FAILED', 'PENDING', 'PENDING', 'PENDING'],
  ]);
  const tables = [
    ...moneyTables,
    ...['EventLog', 'EventDLQ', 'ProjectorState', 'Notification', 'AuditLog', 'OutboxCommand'],
  ];
  const steps = await cutEverywhere(told, project, untilProjected, (tenantId) =>
    copies.read(tenantId, tables, isOfTheMoment),
  );
  expect(steps).toBeGreaterThan(15);
}, 120_000);

test('a submitter cut off between any two of its steps tells the ledger the same, and everybody gets the same', async () => {
  const tables = [...moneyTables, 'LedgerState', 'LedgerTransaction', 'OutboxCommand'];
  const steps = await cutEverywhere(
    asked,
    submit,
    async (tenantId) => {
      for (let round = 0; round < 2; round += 1) {
        await setup.endLeases();
        await submit();
      }
      await untilProjected(tenantId);
    },
    (tenantId) => copies.read(tenantId, tables, isOfTheWay),
  );
  expect(steps).toBeGreaterThan(15);
}, 120_000);
