import { withConnection } from '@freehold/core-db/migrate';
import { untilBlocked } from '@freehold/core-db/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '../context.ts';
import { dropHeldTransfer } from '../money/held-transfers.ts';
import { inTransaction } from '@freehold/core-db';
import { insist, manyMeetMs, tally } from '../organizations/organizations.testing.ts';
import { TestBusiness, type TestAccount } from './business.testing.ts';
import { removeSignatory } from './remove-signatory.ts';

let house: TestBusiness;
let payee: Awaited<ReturnType<TestBusiness['addPayee']>>;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  house = await TestBusiness.open();
  payee = await house.addPayee();
});
afterAll(() => house.close());

const actor = (account: TestAccount, index: number): Actor => account.people[index]!.actor;

/** Entries of a transfer; they add up to zero. */
async function entriesOf(transferId: string) {
  const rows = await house.world.in(() =>
    house.db.transaction.findMany({ where: { transferId }, take: 100 }),
  );
  const sum = rows.reduce((total, { amount }) => total + BigInt(amount.times(1e9).toFixed()), 0n);
  return { count: rows.length, sum };
}

const pick = ({ status, balance, held, executed, entries, sum }: Outcome) => ({
  ...{ status, balance, held, executed, entries, sum },
});

type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

async function outcomeOf(account: TestAccount, transferId: string) {
  const [transfer, wallet, commands, entries] = await Promise.all([
    house.world.in(() => house.db.transfer.findFirstOrThrow({ where: { id: transferId } })),
    house.wallet(account.walletId),
    house.commandsOf(transferId),
    entriesOf(transferId),
  ]);
  return {
    status: transfer.status,
    balance: wallet.cachedBalance.toFixed(),
    held: wallet.heldBalance.toFixed(),
    executed: commands.filter(({ commandType }) => commandType === 'EXECUTE_MULTISIG_TX').length,
    approvals: commands.filter(({ commandType }) => commandType === 'APPROVE_MULTISIG_TX').length,
    entries: entries.count,
    sum: entries.sum,
  };
}

const gone = { status: 'PENDING', balance: '900', held: '0', executed: 1, entries: 2, sum: 0n };
const given = { status: 'REJECTED', balance: '1000', held: '0', executed: 0, entries: 0, sum: 0n };

/** Lets all of them wait for the transfer's row before the first one gets it. */
function meetOnTransfer<T>(transferId: string, contenders: readonly (() => Promise<T>)[]) {
  return house.world.house.collide(
    { sql: 'SELECT FROM "Transfer" WHERE "id" = $1 FOR UPDATE', values: [transferId] },
    contenders,
  );
}

test('64 signatories who approve at once let it go exactly once', async () => {
  const count = 49;
  const account = await house.addAccount(
    {},
    Array.from({ length: count }, () => 1),
  );
  const { id } = await house.ask(account, actor(account, 0), payee.walletId, '100');
  const others = account.people.slice(1);
  // Some of them twice: a double click is no second approval.
  const callers = [...others, ...others.slice(0, 64 - others.length)];
  const answers = await Promise.allSettled(
    callers.map((person) => insist(() => house.decide(person.actor, id))),
  );
  const { succeeded, codes } = tally(answers);
  expect(Object.keys(codes).filter((code) => code !== 'business.not_waiting')).toEqual([]);
  expect(succeeded).toBeGreaterThanOrEqual(2);
  expect(await outcomeOf(account, id)).toMatchObject({ ...gone, approvals: 2 });
  const stored = await house.world.in(() =>
    house.db.transactionApproval.count({ where: { transferId: id } }),
  );
  expect(stored).toBe(2);
});

test('the last approval and a no at the same moment end in one of the two', async () => {
  for (let round = 0; round < 5; round += 1) {
    const account = await house.addAccount({}, [1, 1, 1, 1]);
    const { id } = await house.ask(account, actor(account, 0), payee.walletId, '100');
    await house.decide(actor(account, 1), id);
    const answers = await meetOnTransfer(id, [
      () => house.decide(actor(account, 2), id),
      () => house.decide(actor(account, 3), id, 'REJECT'),
    ]);
    expect(tally(answers)).toEqual({ succeeded: 1, codes: { 'business.not_waiting': 1 } });
    const outcome = await outcomeOf(account, id);
    expect([gone, given]).toContainEqual(expect.objectContaining(pick(outcome)));
  }
});

/** Starts `second` once `first` waits in line for what the test holds. */
function inLine(first: () => Promise<unknown>, second: () => Promise<unknown>) {
  const isFirstWaiting = () => untilBlocked(house.world.house.platform.urls.ownerUrl);
  return [first, () => isFirstWaiting().then(second)] as const;
}

test.each(['approval', 'removal'] as const)(
  'an approval against the removal of its signatory, the %s first in line',
  async (first) => {
    const account = await house.addAccount({}, [1, 1, 1]);
    const { id } = await house.ask(account, actor(account, 0), payee.walletId, '100');
    await house.decide(actor(account, 1), id);
    const { id: signatoryId } = account.detail.signatories.find(
      ({ userId }) => userId === account.people[2]!.userId,
    )!;
    const input = { businessAccountId: account.id, version: 0, signatoryId };
    const remove = () =>
      house.world.in(() => removeSignatory({ ctx: house.world.as(account.owner.actor), input }));
    const approve = () => house.decide(actor(account, 2), id);
    const hold = {
      sql: 'SELECT FROM "BusinessSignatory" WHERE "id" = $1 FOR UPDATE',
      values: [signatoryId],
    };
    if (first === 'approval') {
      const answers = await house.world.house.collide(hold, inLine(approve, remove));
      expect(tally(answers)).toEqual({ succeeded: 2, codes: {} });
      expect(pick(await outcomeOf(account, id))).toEqual(gone);
    } else {
      const [removed, approved] = await house.world.house.collide(hold, inLine(remove, approve));
      expect(removed).toMatchObject({ status: 'fulfilled' });
      expect(approved).toMatchObject({ reason: { code: 'business.not_signatory' } });
      expect(await outcomeOf(account, id)).toMatchObject({
        ...{ status: 'AWAITING_APPROVAL', held: '100', executed: 0, approvals: 1 },
      });
    }
  },
);

test('an approval against the end of the wait goes one way or the other, never both', async () => {
  for (let round = 0; round < 5; round += 1) {
    const account = await house.addAccount();
    const { id } = await house.ask(account, actor(account, 0), payee.walletId, '100');
    await house.decide(actor(account, 1), id);
    const expire = () =>
      house.world.in(() =>
        inTransaction(house.db, (tx) =>
          dropHeldTransfer(tx, house.world.as({ kind: 'SYSTEM', name: 'test' }), {
            transferId: id,
            reason: 'transfer.expired',
          }),
        ),
      );
    const approve = () => house.decide(actor(account, 2), id);
    const contenders: (() => Promise<unknown>)[] =
      round % 2 === 0 ? [approve, expire] : [expire, approve];
    const answers = await meetOnTransfer(id, contenders);
    const outcome = await outcomeOf(account, id);
    const approved = answers[round % 2]!;
    expect(pick(outcome)).toEqual(approved.status === 'fulfilled' ? gone : given);
    const expired = answers[round % 2 === 0 ? 1 : 0]!;
    expect(expired).toMatchObject({ status: 'fulfilled', value: approved.status !== 'fulfilled' });
  }
});

test('an approval against a freeze moves everything or nothing', async () => {
  for (let round = 0; round < 6; round += 1) {
    const account = await house.addAccount();
    const { id } = await house.ask(account, actor(account, 0), payee.walletId, '100');
    await house.decide(actor(account, 1), id);
    const freeze = () =>
      withConnection(house.world.house.platform.urls.ownerUrl, (client) =>
        client.query('UPDATE "Wallet" SET "isFrozen" = true WHERE "id" = $1', [account.walletId]),
      );
    const approve = () => house.decide(actor(account, 2), id);
    const contenders: (() => Promise<unknown>)[] =
      round % 2 === 0 ? [approve, freeze] : [freeze, approve];
    const answers = await house.world.house.collide(
      { sql: 'SELECT FROM "Wallet" WHERE "id" = $1 FOR UPDATE', values: [account.walletId] },
      contenders,
    );
    const outcome = pick(await outcomeOf(account, id));
    const approved = answers[round % 2]!;
    expect(approved.status).toBe('fulfilled');
    expect([gone, given]).toContainEqual(outcome);
  }
});

test('many transfers of one account decided at once by the same people all go, without a circle of locks', async () => {
  const account = await house.addAccount({}, [1, 1, 1], '100');
  const asked = [];
  for (let count = 0; count < 12; count += 1) {
    asked.push(await house.ask(account, actor(account, 0), payee.walletId, '5'));
  }
  const calls = asked.flatMap(({ id }) =>
    [1, 2].map((index) => () => insist(() => house.decide(actor(account, index), id))),
  );
  const { succeeded, codes } = tally(await Promise.allSettled(calls.map((call) => call())));
  expect([succeeded, codes]).toEqual([24, {}]);
  const wallet = await house.wallet(account.walletId);
  expect([wallet.cachedBalance.toFixed(), wallet.heldBalance.toFixed()]).toEqual(['40', '0']);
});

test('as many transfers as are asked for at once hold no more than there is', async () => {
  const account = await house.addAccount({}, [1, 1, 1], '100');
  const answers = await Promise.allSettled(
    Array.from({ length: 30 }, (_, index) =>
      insist(() => house.ask(account, actor(account, index % 3), payee.walletId, '9')),
    ),
  );
  expect(tally(answers)).toEqual({
    succeeded: 11,
    codes: { 'transfer.insufficient_funds': 19 },
  });
  expect((await house.wallet(account.walletId)).heldBalance.toFixed()).toBe('99');
});
