import { randomUUID } from 'node:crypto';
import { CreateBusinessTransferInput } from '@freehold/core-contracts/business';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '../context.ts';
import { decideTransfer } from '../money/decide-transfer.ts';
import { getTransferDetail } from '../money/get-transfer-detail.ts';
import { listWaitingTransfers } from '../money/list-transfers.ts';
import { codeOf, operator } from '../money/transfer-verbs.testing.ts';
import { manyMeetMs, tally } from '../organizations/organizations.testing.ts';
import { TestBusiness, type TestAccount } from './business.testing.ts';
import { createBusinessTransfer } from './create-business-transfer.ts';
import { getBusinessTransfer } from './get-business-transfer.ts';

let house: TestBusiness;
let payee: Awaited<ReturnType<TestBusiness['addPayee']>>;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  house = await TestBusiness.open();
  payee = await house.addPayee();
});
afterAll(() => house.close());

/** A transfer of 100 whose risk asks for an operator; signatories 1 and 2 complete its rule. */
async function askRisky(): Promise<{ account: TestAccount; id: string }> {
  const account = await house.addAccount();
  const ctx = house.world.as(account.people[0]!.actor);
  const { settings } = ctx.tenant;
  const money = { ...settings.money, risk: { ...settings.money.risk, reviewAt: 15 } };
  const careful = { ...ctx, tenant: { ...ctx.tenant, settings: { ...settings, money } } };
  const input = CreateBusinessTransferInput.parse({
    ...{ businessAccountId: account.id, requestId: randomUUID() },
    legs: [{ toWalletId: payee.walletId, amount: '100' }],
  });
  const { id } = await house.world.in(() => createBusinessTransfer({ ctx: careful, input }));
  return { account, id };
}

const sign = ({ account, id }: { account: TestAccount; id: string }, index: number) =>
  house.decide(account.people[index]!.actor, id);

function review(
  transferId: string,
  decision: 'APPROVE' | 'REJECT' = 'APPROVE',
  actor: Actor = operator,
) {
  const input = { transferId, decision, reason: 'Looked at it', version: 0 };
  return house.world.in(() => decideTransfer({ ctx: house.world.as(actor), input }));
}

async function isQueued(id: string): Promise<boolean> {
  const { items } = await house.world.in(() =>
    listWaitingTransfers({ ctx: house.world.as(operator), input: { page: 1, limit: 100 } }),
  );
  return items.some((item) => item.id === id);
}

async function stateOf({ account, id }: { account: TestAccount; id: string }) {
  const [{ status, reasons }, wallet, commands] = await Promise.all([
    house.world.in(() => house.db.transfer.findFirstOrThrow({ where: { id } })),
    house.wallet(account.walletId),
    house.commandsOf(id),
  ]);
  const executed = commands.filter(({ commandType }) => commandType === 'EXECUTE_MULTISIG_TX');
  const { cachedBalance: balance, heldBalance: held } = wallet;
  return {
    ...{ status, reasons, executed: executed.length },
    ...{ balance: balance.toFixed(), held: held.toFixed() },
  };
}

const waits = { status: 'AWAITING_APPROVAL', balance: '1000', held: '100', executed: 0 };
const gone = { status: 'PENDING', balance: '900', held: '0', executed: 1 };
const given = { status: 'REJECTED', balance: '1000', held: '0', executed: 0 };

test('signatories agree first: it is in the operators’ queue and goes with their word', async () => {
  const asked = await askRisky();
  expect(await isQueued(asked.id)).toBe(true);
  const view = (index: number) => {
    const ctx = house.world.as(asked.account.people[index]!.actor);
    return house.world.in(() => getBusinessTransfer({ ctx, input: { transferId: asked.id } }));
  };
  expect(await view(1)).toMatchObject({ isReviewWaiting: true });
  await sign(asked, 1);
  expect(await sign(asked, 2)).toMatchObject({ approvedCount: 2, isReviewWaiting: true });
  expect(await stateOf(asked)).toMatchObject(waits);
  expect(await review(asked.id)).toMatchObject({ status: 'PENDING', canDecide: false });
  expect(await stateOf(asked)).toMatchObject(gone);
  expect(await isQueued(asked.id)).toBe(false);
  // Signatories see that somebody looked at it, not who.
  const seen = await view(1);
  expect(seen).toMatchObject({ isReviewWaiting: false, approvedCount: 2 });
  expect(seen.approvals.map(({ deciderName }) => deciderName)).not.toContain(operator.name);
  const notes = await house.world.in(() =>
    house.db.notification.findMany({
      where: { userId: asked.account.people[0]!.userId, kind: 'transfer.released' },
    }),
  );
  expect(notes).toHaveLength(1);
});

test('an operator agrees first: it leaves the queue and goes with the last signatory', async () => {
  const asked = await askRisky();
  await sign(asked, 1);
  expect(await review(asked.id)).toMatchObject({
    ...{ status: 'AWAITING_APPROVAL', canDecide: false },
    approvals: [
      { isOperator: false },
      { isOperator: true, decision: 'APPROVE', reason: 'Looked at it' },
    ],
  });
  expect(await stateOf(asked)).toMatchObject(waits);
  expect(await isQueued(asked.id)).toBe(false);
  const another = { ...operator, userId: randomUUID() };
  expect(await codeOf(review(asked.id, 'REJECT', another))).toBe('transfer.not_waiting');
  await sign(asked, 2);
  expect(await stateOf(asked)).toMatchObject(gone);
  const audit = await house.world.in(() =>
    house.db.auditLog.findMany({ where: { entityId: asked.id, action: 'transfer.approve' } }),
  );
  expect(audit).toMatchObject([{ changes: { status: { after: 'AWAITING_APPROVAL' } } }]);
});

test('one no of either ends it, whatever the other said', async () => {
  const declined = await askRisky();
  await sign(declined, 1);
  await sign(declined, 2);
  await review(declined.id, 'REJECT');
  expect(await stateOf(declined)).toMatchObject(given);
  const rejected = await askRisky();
  await review(rejected.id);
  await house.decide(rejected.account.people[1]!.actor, rejected.id, 'REJECT');
  expect(await stateOf(rejected)).toMatchObject(given);
});

test.each([
  ['first', 'second', 'operator'],
  ['first', 'operator', 'second'],
  ['second', 'first', 'operator'],
  ['second', 'operator', 'first'],
  ['operator', 'first', 'second'],
  ['operator', 'second', 'first'],
])('when %s, %s and %s agree it goes with the last of them, not before', async (...order) => {
  const asked = await askRisky();
  const agree = (who: string) =>
    who === 'operator' ? review(asked.id) : sign(asked, who === 'first' ? 1 : 2);
  for (const [index, who] of order.entries()) {
    expect(await stateOf(asked)).toMatchObject(waits);
    await agree(who);
    // Twice by the same is once.
    if (who !== 'operator' && index < 2) await agree(who);
  }
  expect(await stateOf(asked)).toMatchObject(gone);
});

test('nobody who may sign for it, asked for it or manages the organization looks at its risk', async () => {
  const asked = await askRisky();
  const { people, owner } = asked.account;
  for (const { userId } of [...people, owner]) {
    const actor = { ...operator, userId, homeTenantId: house.world.tenant.id };
    expect(await codeOf(review(asked.id, 'APPROVE', actor))).toBe('transfer.own');
    const ctx = house.world.as(actor);
    const detail = await house.world.in(() =>
      getTransferDetail({ ctx, input: { transferId: asked.id } }),
    );
    expect(detail.canDecide).toBe(false);
  }
  expect(await stateOf(asked)).toMatchObject(waits);
});

test('what only the rule holds is none of an operator’s, and what is frozen waits', async () => {
  const account = await house.addAccount();
  const { id } = await house.ask(account, account.people[0]!.actor, payee.walletId);
  expect(await codeOf(review(id))).toBe('transfer.held_by_rule');
  expect(await isQueued(id)).toBe(false);
  const asked = await askRisky();
  const freeze = (isFrozen: boolean) =>
    house.world.in(() =>
      house.db.wallet.updateMany({ where: { id: asked.account.walletId }, data: { isFrozen } }),
    );
  await freeze(true);
  expect(await codeOf(review(asked.id))).toBe('wallet.frozen');
  await freeze(false);
  expect(await review(asked.id)).toMatchObject({ status: 'AWAITING_APPROVAL' });
});

test.each(['APPROVE', 'REJECT'] as const)(
  'the last signatory and an operator’s %s at the same moment let it go once or not at all',
  async (decision) => {
    for (let round = 0; round < 5; round += 1) {
      const asked = await askRisky();
      await sign(asked, 1);
      const contenders: (() => Promise<unknown>)[] = [
        () => sign(asked, 2),
        () => review(asked.id, decision),
      ];
      if (round % 2 === 1) contenders.reverse();
      const answers = await house.world.house.collide(
        { sql: 'SELECT FROM "Transfer" WHERE "id" = $1 FOR UPDATE', values: [asked.id] },
        contenders,
      );
      const { codes } = tally(answers);
      expect(Object.keys(codes).filter((code) => code !== 'business.not_waiting')).toEqual([]);
      expect(await stateOf(asked)).toMatchObject(decision === 'APPROVE' ? gone : given);
    }
  },
);

test('more than a thousand that an operator agreed to are no longer in the queue', async () => {
  const agreed = await askRisky();
  const open = await askRisky();
  await review(agreed.id);
  await house.world.in(async () => {
    const { tenantId: _, ...row } = await house.db.transfer.findFirstOrThrow({
      where: { id: agreed.id },
    });
    const approvalRule = row.approvalRule ?? {};
    const copies = Array.from({ length: 1_001 }, () => ({
      ...{ ...row, approvalRule },
      ...{ id: randomUUID(), requestId: randomUUID() },
    }));
    await house.db.transfer.createMany({ data: copies });
    await house.db.transactionApproval.createMany({
      data: copies.map(({ id: transferId }) => ({
        ...{ transferId, deciderId: operator.userId, deciderTenantId: operator.homeTenantId },
        ...{ deciderName: operator.name, isOperator: true, decidedAt: row.createdAt },
        decision: 'APPROVE' as const,
      })),
    });
  });
  const { items, total } = await house.world.in(() =>
    listWaitingTransfers({ ctx: house.world.as(operator), input: { page: 1, limit: 100 } }),
  );
  expect(items.map(({ id }) => id)).toContain(open.id);
  expect(total).toBe(items.length);
  const senders = items.map(({ from }) => from.walletId);
  expect(senders).not.toContain(agreed.account.walletId);
});
