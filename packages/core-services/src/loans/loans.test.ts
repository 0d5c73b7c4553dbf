import { ApplyForLoanInput, ListLoansInput } from '@freehold/core-contracts/loans';
import { inTransaction, withTenant } from '@freehold/core-db';
import { collide } from '@freehold/core-db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, ServiceContext } from '../context.ts';
import { compensate } from '../ledger/command-compensation.ts';
import { LedgerLife } from '../ledger/projections/ledger-life.testing.ts';
import { newId, soundMoney } from '../money/money.testing.ts';
import { openSystemWallets, systemWalletId } from '../money/system-wallets.ts';
import { approveProposal } from '../proposals/approve-proposal.ts';
import { applyForLoan, mostOpenLoans } from './apply-for-loan.ts';
import { approveLoan } from './approve-loan.ts';
import { failLoan } from './fail-loan.ts';
import { listLoans } from './list-loans.ts';
import { listOwnLoans } from './list-own-loans.ts';
import { rejectLoan } from './reject-loan.ts';

type Borrower = Awaited<ReturnType<LedgerLife['money']['addPerson']>>;

let life: LedgerLife;
let poolId: string;

beforeAll(async () => {
  life = await LedgerLife.open();
  poolId = systemWalletId(life.money.tenant.id, 'LOAN_POOL');
  const ctx = life.money.as();
  await life.money.in(() => inTransaction(ctx.db, (tx) => openSystemWallets(tx, ctx)));
  await life.issue(poolId, '1000');
  await life.run();
});
afterAll(() => life.close());

const refused = (code: string) => expect.objectContaining({ code });

function treasurer(userId = newId()): Actor {
  const { id: homeTenantId } = life.money.tenant;
  return { kind: 'OPERATOR', userId, homeTenantId, role: 'TREASURER', name: 'Tara Treasurer' };
}

function apply(borrower: Borrower, changes: Partial<ApplyForLoanInput> = {}) {
  const input = ApplyForLoanInput.parse({
    ...{ loanId: newId(), walletId: borrower.walletId, amount: '300' },
    ...{ termMonths: 12, purpose: 'A new oven' },
    ...changes,
  });
  return life.money.in(() => applyForLoan({ ctx: life.money.as(borrower.actor), input }));
}

async function decide(
  verb: (options: { ctx: ServiceContext; input: never }) => Promise<unknown>,
  loanId: string,
  by: Actor = treasurer(),
  settings?: object,
) {
  const { version } = await loan(loanId);
  const input = { loanId, version, reason: 'Looked at it' } as never;
  const ctx = life.money.as(by);
  const tenant = { ...ctx.tenant, settings: { ...ctx.tenant.settings, ...settings } };
  return life.money.in(() => verb({ ctx: { ...ctx, tenant }, input }));
}

const loan = (id: string) => life.money.in(() => life.db.loan.findFirstOrThrow({ where: { id } }));

test('a loan is applied for, put on the ledger, approved and paid out of the pool', async () => {
  const borrower = await life.money.addPerson();
  const asked = await apply(borrower);
  expect(asked).toMatchObject({ status: 'REQUESTED', amount: '300', currencyCode: 'GX' });
  expect(await life.run()).toEqual(['VALID']);
  expect(await loan(asked.id)).toMatchObject({ status: 'APPLIED', version: 1 });
  await expect(decide(approveLoan, asked.id)).resolves.toEqual({ state: 'DONE', version: 2 });
  expect(await loan(asked.id)).toMatchObject({ status: 'APPROVING' });
  expect(await life.money.wallet(poolId)).toMatchObject({ balance: '700' });
  expect(await life.money.wallet(borrower.walletId)).toMatchObject({ balance: '0' });
  expect(await life.run()).toEqual(['VALID']);
  expect(await loan(asked.id)).toMatchObject({ status: 'APPROVED' });
  expect(await life.money.wallet(borrower.walletId)).toMatchObject({ balance: '300' });
  const { items } = await life.money.in(() =>
    listOwnLoans({ ctx: life.money.as(borrower.actor), input: { page: 1, limit: 25 } }),
  );
  expect(items).toMatchObject([{ id: asked.id, status: 'APPROVED' }]);
  const kinds = await life.money.in(() =>
    life.db.notification.findMany({ where: { userId: borrower.userId }, take: 10 }),
  );
  expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(['loan.approved', 'money.received']);
  const audit = await life.money.in(() =>
    life.db.auditLog.findMany({ where: { entityId: asked.id }, orderBy: { sequence: 'asc' } }),
  );
  expect(audit.map(({ action }) => action)).toEqual(['loan.apply', 'loan.approve']);
  expect(await life.money.faults()).toEqual(soundMoney);
});

test('the same application again is one; with other contents, or somebody else’s id, it is refused', async () => {
  const [borrower, other] = [await life.money.addPerson(), await life.money.addPerson()];
  const { id: loanId } = await apply(borrower);
  await expect(apply(borrower, { loanId })).resolves.toMatchObject({ id: loanId });
  await expect(apply(borrower, { loanId, amount: '301' })).rejects.toEqual(
    refused('loan.request_conflict'),
  );
  await expect(apply(other, { loanId })).rejects.toEqual(refused('loan.request_conflict'));
});

test('it goes to an open wallet of the borrower’s own alone', async () => {
  const [borrower, other] = [await life.money.addPerson(), await life.money.addPerson()];
  await expect(apply(borrower, { walletId: other.walletId })).rejects.toEqual(
    refused('entity.not_found'),
  );
  await life.money.in(() =>
    life.db.wallet.updateMany({ where: { id: borrower.walletId }, data: { isFrozen: true } }),
  );
  await expect(apply(borrower)).rejects.toEqual(refused('wallet.frozen'));
  await life.money.in(() =>
    life.db.user.updateMany({ where: { id: other.userId }, data: { status: 'SUSPENDED' } }),
  );
  await expect(apply(other)).rejects.toEqual(refused('loan.person_not_active'));
});

test('of eight applications at once as many wait as may', async () => {
  const borrower = await life.money.addPerson();
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => apply(borrower)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostOpenLoans);
});

test('a loan is decided once, at the version that was seen, and not by its borrower', async () => {
  const borrower = await life.money.addPerson();
  const { id } = await apply(borrower, { amount: '1' });
  await expect(decide(approveLoan, id)).rejects.toEqual(refused('loan.decided'));
  await life.run();
  await expect(decide(approveLoan, id, treasurer(borrower.userId))).rejects.toEqual(
    refused('loan.own'),
  );
  const { email } = await life.money.in(() =>
    life.db.user.findFirstOrThrow({ where: { id: borrower.userId } }),
  );
  const elsewhere = { ...treasurer(), homeTenantId: newId(), email } as Actor;
  await expect(decide(rejectLoan, id, elsewhere)).rejects.toEqual(refused('loan.own'));
  await expect(decide(approveLoan, id, elsewhere)).rejects.toEqual(refused('loan.own'));
  const answers = await Promise.allSettled([1, 2, 3, 4].map(() => decide(approveLoan, id)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(decide(rejectLoan, id)).rejects.toEqual(refused('loan.decided'));
  const paid = await life.money.in(() =>
    life.db.transfer.count({ where: { requestId: `loan:${id}` } }),
  );
  expect(paid).toBe(1);
});

test('approved and rejected at the same moment it is one of the two', async () => {
  const { ownerUrl } = life.money.platform.urls;
  const { id } = await apply(await life.money.addPerson(), { amount: '1' });
  await life.run();
  const hold = { sql: 'SELECT FROM "Loan" WHERE "id" = $1 FOR UPDATE', values: [id] };
  const answers = await collide<unknown>(ownerUrl, hold, [
    () => decide(approveLoan, id),
    () => decide(rejectLoan, id),
  ]);
  const [approved, rejected] = answers.map(({ status }) => status === 'fulfilled');
  expect(approved).not.toBe(rejected);
  expect((await loan(id)).status).toBe(approved ? 'APPROVING' : 'REJECTED');
});

test('more than the pool has is not approved, and the loan waits on', async () => {
  const { id } = await apply(await life.money.addPerson(), { amount: '5000' });
  await life.run();
  await expect(decide(approveLoan, id)).rejects.toEqual(refused('loan.pool_insufficient'));
  expect(await loan(id)).toMatchObject({ status: 'APPLIED', transferId: null });
});

test('a loan is rejected with a reason, also before the ledger has it', async () => {
  const borrower = await life.money.addPerson();
  const { id } = await apply(borrower);
  await decide(rejectLoan, id);
  await life.run();
  expect(await loan(id)).toMatchObject({ status: 'REJECTED' });
  const ctx = life.money.as();
  await life.money.in(() =>
    inTransaction(ctx.db, (tx) => failLoan(tx, ctx, { loanId: id, errorCode: 'LOAN_EXISTS' })),
  );
  expect(await loan(id)).toMatchObject({ status: 'REJECTED', errorCode: null });
  const list = await life.money.in(() =>
    listLoans({
      ctx: life.money.as(treasurer()),
      input: ListLoansInput.parse({ status: ['REJECTED'], userId: borrower.userId }),
    }),
  );
  expect(list).toMatchObject({ total: 1, items: [{ id, userName: 'Ada Byron' }] });
});

test('what the ledger refuses is paid back to the pool and the loan has failed', async () => {
  const borrower = await life.money.addPerson();
  const { id } = await apply(borrower, { amount: '10' });
  await life.run();
  const { balance } = await life.money.wallet(poolId);
  await decide(approveLoan, id);
  await life.money.in(async () => {
    const command = await life.db.outboxCommand.findFirstOrThrow({
      where: { commandType: 'APPROVE_LOAN', status: 'PENDING' },
    });
    const answer = { commitBlock: 99n, fabricTxId: 'tx', errorCode: 'INSUFFICIENT_FUNDS' };
    const ctx = life.money.as();
    await inTransaction(ctx.db, (tx) => compensate.refused(tx, ctx, { ...command, ...answer }));
    await life.db.outboxCommand.updateMany({
      where: { id: command.id },
      data: { status: 'FAILED' },
    });
  });
  expect(await loan(id)).toMatchObject({ status: 'FAILED', errorCode: 'INSUFFICIENT_FUNDS' });
  expect(await life.money.wallet(poolId)).toMatchObject({ balance });
  const told = await life.money.in(() =>
    life.db.notification.findMany({ where: { userId: borrower.userId, kind: 'loan.failed' } }),
  );
  expect(told).toMatchObject([{ entityId: id, parameters: { amount: '10 GX' } }]);
  expect(await life.money.faults()).toEqual(soundMoney);
});

test('where the tenant asks for four eyes a second operator pays it', async () => {
  const { id } = await apply(await life.money.addPerson(), { amount: '10' });
  await life.run();
  const first = treasurer();
  const outcome = await decide(approveLoan, id, first, { isFourEyesRequired: true });
  expect(outcome).toMatchObject({ state: 'PROPOSED' });
  const { proposalId } = outcome as { proposalId: string };
  expect(await loan(id)).toMatchObject({ status: 'APPLIED' });
  const input = { proposalId, version: 0, reason: 'Agreed' };
  const agree = (by: Actor) =>
    life.money.in(() => approveProposal({ ctx: life.money.as(by), input }));
  await expect(agree(first)).rejects.toEqual(refused('proposal.own'));
  await expect(agree(treasurer())).resolves.toMatchObject({ state: 'DONE' });
  expect(await loan(id)).toMatchObject({ status: 'APPROVING' });
});

test('another tenant’s loan is not there', async () => {
  const other = await life.neighbour();
  const { id: loanId } = await apply(await life.money.addPerson());
  const input = { loanId, version: 0, reason: 'Looked at it' };
  const { tenant } = other.money;
  const ctx = other.money.as({ ...treasurer(), homeTenantId: tenant.id } as Actor);
  for (const verb of [approveLoan, rejectLoan]) {
    await expect(
      withTenant(tenant.id, () => verb({ ctx, input }) as Promise<unknown>),
    ).rejects.toEqual(refused('entity.not_found'));
  }
});
