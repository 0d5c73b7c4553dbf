import { randomUUID } from 'node:crypto';
import { SendManyInput, SendMoneyInput } from '@freehold/core-contracts/transfers';
import { toAppError } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { approveProposal } from '../proposals/approve-proposal.ts';
import { decideTransfer } from './decide-transfer.ts';
import { expireTransfers } from './expire-transfers.ts';
import { getTransferDetail } from './get-transfer-detail.ts';
import { getTransfer } from './get-transfer.ts';
import { listOwnTransfers } from './list-own-transfers.ts';
import { listTransfers, listWaitingTransfers } from './list-transfers.ts';
import { newId, soundMoney, TestMoney } from './money.testing.ts';
import { quoteTransfer } from './quote-transfer.ts';
import { reverseTransfer } from './reverse-transfer.ts';
import { sendMany } from './send-many.ts';
import { sendMoney } from './send-money.ts';

let money: TestMoney;
/** Every transfer to somebody new waits for an operator here. */
let careful: TestMoney;
const operator: Actor = {
  kind: 'OPERATOR',
  userId: randomUUID(),
  homeTenantId: randomUUID(),
  role: 'TREASURER',
  name: 'Tara Treasurer',
};

beforeAll(async () => {
  money = await TestMoney.open({ money: { fee: { flat: '0.5', rate: '0.01' } } });
  careful = await money.neighbour({ money: { risk: { reviewAt: 15, points: { night: 0 } } } });
});
afterAll(() => money.close());

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;

const input = (from: { walletId: string }, to: { walletId: string }, amount: string) =>
  SendMoneyInput.parse({
    requestId: `request-${randomUUID()}`,
    fromWalletId: from.walletId,
    toWalletId: to.walletId,
    amount,
  });

function send(house: TestMoney, actor: Actor, given: SendMoneyInput) {
  return house.in(() => sendMoney({ ctx: house.as(actor), input: given }));
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => toAppError(error).code,
  );

describe('sending money', () => {
  test('costs what the quote said, and is audited with what came of it', async () => {
    const [from, to] = [await money.addPerson('100'), await money.addPerson()];
    const given = input(from, to, '10');
    const ctx = money.as(from.actor);
    const quote = await money.in(() =>
      quoteTransfer({
        ctx,
        input: { fromWalletId: from.walletId, toWalletId: to.walletId, amount: '10' },
      }),
    );
    expect(quote).toMatchObject({ fee: '0.6', total: '10.6', available: '100', isCovered: true });
    const toItself = { ...given, toWalletId: from.walletId };
    const circle = money.in(() => quoteTransfer({ ctx, input: toItself }));
    expect(await codeOf(circle)).toBe('transfer.same_wallet');
    const result = await send(money, from.actor, { ...given, fee: quote.fee });
    expect(result).toMatchObject({ outcome: 'ACCEPTED', status: 'PENDING', isNew: true });
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '89.4' });
    const audit = await money.in(() =>
      money.db.auditLog.findMany({ where: { entityId: result.transferId! }, take: 5 }),
    );
    expect(audit).toMatchObject([
      { action: 'transfer.create', actorId: from.userId, changes: { status: 'PENDING' } },
    ]);
    expect(money.platform.woken).toContain('outbox');
  });

  test('again under the same request gives the same answer, and moves nothing more', async () => {
    const [from, to] = [await money.addPerson('100'), await money.addPerson()];
    const given = input(from, to, '10');
    const first = await send(money, from.actor, given);
    const again = await send(money, from.actor, { ...given, fee: '77' });
    expect(again).toMatchObject({ transferId: first.transferId, isNew: false });
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '89.4' });
    expect(await codeOf(send(money, from.actor, { ...given, amount: '11' }))).toBe(
      'transfer.request_conflict',
    );
    // Of another person the same words are another request.
    const other = await money.addPerson('100');
    const result = await send(money, other.actor, { ...given, fromWalletId: other.walletId });
    expect(result).toMatchObject({ outcome: 'ACCEPTED', isNew: true });
  });

  test('that was rejected stays rejected under its request, whatever comes in later', async () => {
    const [from, to] = [await money.addPerson('1'), await money.addPerson()];
    const given = input(from, to, '10');
    const rejected = { outcome: 'REJECTED', reasons: ['transfer.insufficient_funds'] };
    expect(await send(money, from.actor, given)).toMatchObject(rejected);
    await money.fund(from.walletId, '100');
    expect(await send(money, from.actor, given)).toMatchObject({ ...rejected, isNew: false });
  });

  test('is refused at another fee than the one that was shown', async () => {
    const [from, to] = [await money.addPerson('100'), await money.addPerson()];
    const given = { ...input(from, to, '10'), fee: '0.59' };
    expect(await codeOf(send(money, from.actor, given))).toBe('transfer.fee_changed');
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '100' });
  });

  test('is refused from somebody else’s wallet as if there were none', async () => {
    const [from, to] = [await money.addPerson('100'), await money.addPerson()];
    expect(await codeOf(send(money, to.actor, input(from, to, '10')))).toBe('entity.not_found');
  });

  test('from an organization’s wallet is for its owner and administrators, and for its keys', async () => {
    const organization = await money.addOrganization('100');
    const { organizationId } = organization;
    const [admin, member, to] = [
      await money.addPerson(),
      await money.addPerson(),
      await money.addPerson(),
    ];
    await money.in(() =>
      money.db.membership.createMany({
        data: [
          { organizationId, userId: admin.userId, role: 'ADMIN' },
          { organizationId, userId: member.userId, role: 'MEMBER' },
        ],
      }),
    );
    expect(await send(money, admin.actor, input(organization, to, '1'))).toMatchObject({
      outcome: 'ACCEPTED',
    });
    expect(await codeOf(send(money, member.actor, input(organization, to, '1')))).toBe(
      'entity.not_found',
    );
    const key: Actor = {
      ...{ kind: 'API_KEY', apiKeyId: randomUUID(), name: 'Robot', organizationId },
      scopes: ['transfer.create'],
    };
    expect(await send(money, key, input(organization, to, '1'))).toMatchObject({
      outcome: 'ACCEPTED',
    });
    const foreign = { ...key, organizationId: randomUUID() };
    expect(await codeOf(send(money, foreign, input(organization, to, '1')))).toBe(
      'entity.not_found',
    );
  });

  test('in a batch decides each on its own, in order, with one audit row', async () => {
    const [from, to] = [await money.addPerson('10.51'), await money.addPerson()];
    const fits = input(from, to, '5');
    const transfers = [fits, input(from, to, '5'), fits, { ...fits, amount: '4' }];
    const ctx = money.as(from.actor);
    const { batchId, results } = await money.in(() =>
      sendMany({ ctx, input: SendManyInput.parse({ transfers }) }),
    );
    expect(results.map(({ outcome, isNew }) => [outcome, isNew])).toEqual([
      ['ACCEPTED', true],
      ['REJECTED', true],
      ['ACCEPTED', false],
      ['CONFLICT', false],
    ]);
    const audit = await money.in(() =>
      money.db.auditLog.findMany({ where: { entityId: batchId }, take: 5 }),
    );
    expect(audit).toMatchObject([
      {
        action: 'transfer.createMany',
        changes: { count: 4, accepted: 1, rejected: 1, unchanged: 2 },
      },
    ]);
  });
});

describe('what a side sees of a transfer', () => {
  test('the sender all of it at once, the receiver his part once it is paid, nobody else anything', async () => {
    const [from, to, other] = [
      await money.addPerson('100', { name: 'Grace' }),
      await money.addPerson(),
      await money.addPerson(),
    ];
    const { transferId } = await send(money, from.actor, input(from, to, '10'));
    const see = (who: Person) =>
      money.in(() => getTransfer({ ctx: money.as(who.actor), input: { transferId: transferId! } }));
    expect(await see(from)).toMatchObject({ status: 'PENDING', fee: '0.6' });
    expect(await codeOf(see(to))).toBe('entity.not_found');
    await money.confirm(transferId!);
    expect(await see(to)).toMatchObject({
      status: 'CONFIRMED',
      fee: '0',
      requestId: null,
      from: { name: 'Grace Byron' },
    });
    expect(await codeOf(see(other))).toBe('entity.not_found');
  });

  test('its list goes from new to old in stretches, sent and received', async () => {
    const [one, two] = [await money.addPerson('100'), await money.addPerson('100')];
    const sent: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      money.platform.clock.moveBy(1000);
      for (const [from, to] of [[one, two] as const, [two, one] as const]) {
        const { transferId } = await send(money, from.actor, input(from, to, '1'));
        sent.push(transferId!);
        if (count < 2) await money.confirm(transferId!);
      }
    }
    const ctx = money.as(one.actor);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const stretch: Awaited<ReturnType<typeof listOwnTransfers>> = await money.in(() =>
        listOwnTransfers({ ctx, input: { limit: 2, ...(cursor === undefined ? {} : { cursor }) } }),
      );
      seen.push(...stretch.items.map(({ id }) => id));
      cursor = stretch.nextCursor ?? undefined;
    } while (cursor !== undefined && seen.length < 20);
    // The last one to it is on its way; what it had came before all of these.
    const own = [sent[4], sent[2], sent[3], sent[0], sent[1]];
    expect(seen).toHaveLength(6);
    expect(seen[0]).toBe(sent[4]);
    expect(new Set(seen.slice(0, 5))).toEqual(new Set(own));
  });

  test('its list has what came with others in one transfer, once it is paid and with their own part', async () => {
    const from = await money.addPerson('100');
    const [one, two] = [await money.addPerson(), await money.addPerson()];
    const request = money.request({
      fromWalletId: from.walletId,
      legs: [
        { toWalletId: one.walletId, amount: '3' },
        { toWalletId: two.walletId, amount: '4' },
      ],
    });
    await money.post(request);
    const list = (who: Person, more: object = {}) =>
      money.in(async () => {
        const given = { ctx: money.as(who.actor), input: { limit: 5, ...more } };
        return (await listOwnTransfers(given)).items;
      });
    expect(await list(one)).toEqual([]);
    await money.confirm(request.transferId);
    const part = { id: request.transferId, amount: '3', to: { walletId: one.walletId } };
    expect(await list(one)).toMatchObject([part]);
    expect(await list(one, { status: 'CONFIRMED', walletId: one.walletId })).toMatchObject([part]);
    expect(await list(one, { status: 'FAILED' })).toEqual([]);
    expect((await list(from)).map(({ id }) => id)).toContain(request.transferId);
    expect(await list(await money.addPerson())).toEqual([]);
  });
});

describe('a transfer that waits because of its risk', () => {
  const hold = async () => {
    const [from, to] = [await careful.addPerson('100'), await careful.addPerson()];
    const result = await send(careful, from.actor, input(from, to, '10'));
    expect(result).toMatchObject({ outcome: 'HELD', reasons: ['transfer.risk_review'] });
    return { from, to, transferId: result.transferId! };
  };
  const decide = (transferId: string, decision: 'APPROVE' | 'REJECT', more: object = {}) =>
    careful.in(() =>
      decideTransfer({
        ctx: careful.as(operator),
        input: { transferId, decision, reason: 'Looked at it', version: 0, ...more },
      }),
    );

  test('is listed, and moves when an operator lets it go', async () => {
    const { from, to, transferId } = await hold();
    const waiting = await careful.in(() =>
      listWaitingTransfers({ ctx: careful.as(operator), input: { page: 1, limit: 100 } }),
    );
    expect(waiting.items.map(({ id }) => id)).toContain(transferId);
    expect(await decide(transferId, 'APPROVE')).toMatchObject({
      status: 'PENDING',
      canDecide: false,
      command: { commandType: 'TRANSFER_TOKENS', status: 'PENDING' },
      risk: { score: 15, parts: [{ part: 'newPayee', points: 15 }] },
    });
    expect(await careful.wallet(from.walletId)).toMatchObject({ balance: '90', held: '0' });
    await careful.confirm(transferId);
    expect(await careful.wallet(to.walletId)).toMatchObject({ balance: '10' });
    const notices = await careful.in(() =>
      careful.db.notification.findMany({ where: { userId: from.userId }, take: 5 }),
    );
    expect(notices).toMatchObject([{ kind: 'transfer.released' }]);
    expect(await codeOf(decide(transferId, 'REJECT'))).toBe('transfer.not_waiting');
    expect(await careful.faults()).toEqual(soundMoney);
  });

  test('is given up when an operator declines it, with a reason', async () => {
    const { from, transferId } = await hold();
    expect(await codeOf(decide(transferId, 'REJECT', { reason: undefined }))).toBe(
      'transfer.reason_required',
    );
    expect(await decide(transferId, 'REJECT')).toMatchObject({
      status: 'REJECTED',
      reasons: ['transfer.risk_review', 'transfer.declined'],
      approvals: [{ decision: 'REJECT', reason: 'Looked at it', isOperator: true }],
    });
    expect(await careful.wallet(from.walletId)).toEqual({ balance: '100', held: '0', entries: 1 });
    expect(await careful.faults()).toEqual(soundMoney);
  });

  test('is decided by somebody else than its sender, once, and as it was looked at', async () => {
    const { from, transferId } = await hold();
    const self = { ...operator, userId: from.userId, homeTenantId: careful.tenant.id };
    const own = careful.in(() =>
      decideTransfer({
        ctx: careful.as(self),
        input: { transferId, decision: 'APPROVE', version: 0 },
      }),
    );
    expect(await codeOf(own)).toBe('transfer.own');
    expect(await codeOf(decide(transferId, 'APPROVE', { version: 1 }))).toBe('version.stale');
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        codeOf(decide(transferId, index % 2 === 0 ? 'APPROVE' : 'REJECT')),
      ),
    );
    expect(outcomes.filter((code) => code === null)).toHaveLength(1);
    expect(await careful.faults()).toEqual(soundMoney);
  });

  test('is rejected at the last moment when its wallet was frozen meanwhile', async () => {
    const { from, transferId } = await hold();
    await careful.in(() =>
      careful.db.wallet.updateMany({ where: { id: from.walletId }, data: { isFrozen: true } }),
    );
    expect(await decide(transferId, 'APPROVE')).toMatchObject({
      status: 'REJECTED',
      reasons: ['transfer.risk_review', 'wallet.frozen'],
    });
    expect(await careful.wallet(from.walletId)).toMatchObject({ balance: '100', held: '0' });
  });

  test('is given up by the clean-up when nobody decides for 72 hours', async () => {
    const { from, transferId } = await hold();
    const expire = () => careful.in(() => expireTransfers({ ctx: careful.as(), limit: 100 }));
    await expire();
    expect(await careful.wallet(from.walletId)).toMatchObject({ held: '10' });
    careful.platform.clock.moveBy(72 * 3_600_000);
    expect(await expire()).toBeGreaterThan(0);
    expect(await careful.wallet(from.walletId)).toMatchObject({ balance: '100', held: '0' });
    expect(await careful.transfer(transferId)).toMatchObject({
      status: 'REJECTED',
      reasons: ['transfer.risk_review', 'transfer.expired'],
    });
  });
});

describe('a confirmed transfer', () => {
  const confirmed = async (house = money) => {
    const [from, to] = [await house.addPerson('100'), await house.addPerson('5')];
    const { transferId } = await send(house, from.actor, input(from, to, '10'));
    await house.confirm(transferId!);
    return { from, to, transferId: transferId! };
  };
  const reverse = (transferId: string, version = 1, house = money) =>
    house.in(() =>
      reverseTransfer({
        ctx: house.as(operator),
        input: { transferId, version, reason: 'Paid twice' },
      }),
    );

  test('is taken back by a movement of its own, once', async () => {
    const { from, to, transferId } = await confirmed();
    expect(await reverse(transferId)).toMatchObject({ state: 'DONE' });
    expect(await money.wallet(to.walletId)).toMatchObject({ balance: '5' });
    expect(await codeOf(reverse(transferId))).toBe('transfer.already_reversed');
    const detail = await money.in(() =>
      getTransferDetail({ ctx: money.as(operator), input: { transferId } }),
    );
    expect(detail).toMatchObject({ status: 'CONFIRMED', canReverse: false });
    await money.confirm(detail.reversals[0]!.id);
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '99.4' });
    expect(await money.transfer(transferId)).toMatchObject({ status: 'REVERSED' });
    expect(await codeOf(reverse(transferId, 2))).toBe('transfer.not_reversible');
    expect(await money.faults()).toEqual(soundMoney);
  });

  test('is taken back once by two operators at the same moment', async () => {
    const { to, transferId } = await confirmed();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => codeOf(reverse(transferId))),
    );
    expect(outcomes.filter((code) => code === null)).toHaveLength(1);
    expect(await money.wallet(to.walletId)).toMatchObject({ balance: '5' });
  });

  test('is not taken back from somebody who has spent it, nor while it is on its way', async () => {
    const { to, transferId } = await confirmed();
    const other = await money.addPerson();
    await send(money, to.actor, input(to, other, '10'));
    expect(await codeOf(reverse(transferId))).toBe('transfer.insufficient_funds');
    const [from] = [await money.addPerson('100')];
    const pending = await send(money, from.actor, input(from, other, '1'));
    expect(await codeOf(reverse(pending.transferId!, 0))).toBe('transfer.not_reversible');
  });

  test('is taken back by two operators where the tenant asks for four eyes', async () => {
    const strict = await money.neighbour({ isFourEyesRequired: true });
    const { to, transferId } = await confirmed(strict);
    const outcome = await reverse(transferId, 1, strict);
    expect(outcome).toMatchObject({ state: 'PROPOSED' });
    expect(await strict.wallet(to.walletId)).toMatchObject({ balance: '15' });
    if (outcome.state !== 'PROPOSED') return;
    const second = { ...operator, userId: randomUUID(), role: 'ADMIN' as const };
    const { proposalId } = outcome;
    await strict.in(() =>
      approveProposal({
        ctx: strict.as(second),
        input: { proposalId, version: 0, reason: 'Seen too' },
      }),
    );
    expect(await strict.wallet(to.walletId)).toMatchObject({ balance: '5' });
    expect(await strict.faults()).toEqual(soundMoney);
  });
});

test('operators find transfers by state, person, wallet, name, id and request', async () => {
  const from = await money.addPerson('100', { name: 'Wilhelmina' });
  const to = await money.addPerson('0', { name: 'Ottokar' });
  const given = input(from, to, '10');
  const { transferId } = await send(money, from.actor, given);
  const find = async (filter: object) => {
    const page = await money.in(() =>
      listTransfers({
        ctx: money.as(operator),
        input: { page: 1, limit: 10, sort: { field: 'createdAt', direction: 'desc' }, ...filter },
      }),
    );
    return page.items.map(({ id }) => id);
  };
  const expected = [transferId];
  expect(await find({ userId: from.userId })).toEqual(expected);
  expect(await find({ walletId: to.walletId })).toEqual(expected);
  expect(await find({ search: transferId })).toEqual(expected);
  expect(await find({ search: `user:${from.userId}:${given.requestId}` })).toEqual(expected);
  expect(await find({ userId: from.userId, status: 'CONFIRMED' })).toEqual([]);
  expect(await find({ search: newId() })).toEqual([]);
  expect(await find({ search: 'ottokar byron' })).toEqual(expected);
  expect(await find({ search: 'wilhelm', kind: 'TRANSFER' })).toEqual(expected);
  expect(await find({ search: 'ottokar wilhelmina' })).toEqual([]);
  await addNamesakes(101, 'Xanthippe');
  expect(await codeOf(find({ search: 'xanthippe' }))).toBe('search.too_wide');
  const foreign = await careful.in(() =>
    codeOf(getTransferDetail({ ctx: careful.as(operator), input: { transferId: transferId! } })),
  );
  expect(foreign).toBe('entity.not_found');
});

async function addNamesakes(count: number, firstName: string): Promise<void> {
  const ids = Array.from({ length: count }, () => newId());
  await money.in(async () => {
    await money.db.user.createMany({
      data: ids.map((id) => ({ id, email: `${id}@people.test`, firstName, lastName: 'Byron' })),
    });
    await money.db.wallet.createMany({ data: ids.map((userId) => ({ userId, name: 'Main' })) });
  });
}
