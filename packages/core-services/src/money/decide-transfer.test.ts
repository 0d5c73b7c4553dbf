import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { decideTransfer } from './decide-transfer.ts';
import { expireTransfers } from './expire-transfers.ts';
import { getTransferDetail } from './get-transfer-detail.ts';
import { listWaitingTransfers } from './list-transfers.ts';
import { soundMoney, type TestMoney } from './money.testing.ts';
import { sendMany } from './send-many.ts';
import { codeOf, input, openCareful, openHouse, operator, send } from './transfer-verbs.testing.ts';

let money: TestMoney;
let careful: TestMoney;
beforeAll(async () => {
  money = await openHouse();
  careful = await openCareful(money);
});
afterAll(() => money.close());

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

  test('is decided by nobody who sent it for an organization, or who manages that', async () => {
    const organization = await careful.addOrganization('100');
    const { organizationId } = organization;
    const [maker, owner, member, to] = [
      await careful.addPerson(),
      await careful.addPerson(),
      await careful.addPerson(),
      await careful.addPerson(),
    ];
    const memberships = careful.db.membership;
    await careful.in(() =>
      memberships.createMany({
        data: [
          { organizationId, userId: maker.userId, role: 'ADMIN' },
          { organizationId, userId: owner.userId, role: 'OWNER' },
          { organizationId, userId: member.userId, role: 'MEMBER' },
        ],
      }),
    );
    const { transferId } = await send(careful, maker.actor, input(organization, to, '10'));
    // Who sent it stays out of it, whatever they are in the organization by now.
    await careful.in(() => memberships.deleteMany({ where: { userId: maker.userId } }));
    const self = { ...operator, homeTenantId: careful.tenant.id };
    const fromElsewhere = ({ userId }: { userId: string }) => ({
      ...operator,
      email: `${userId}@people.test`,
    });
    const own = [
      { ...self, userId: maker.userId },
      { ...self, userId: owner.userId },
      fromElsewhere(owner),
      fromElsewhere(maker),
    ];
    for (const actor of own) {
      const ctx = careful.as(actor);
      const decided = careful.in(() =>
        decideTransfer({
          ctx,
          input: { transferId: transferId!, decision: 'APPROVE', version: 0 },
        }),
      );
      expect(await codeOf(decided)).toBe('transfer.own');
      const detail = await careful.in(() =>
        getTransferDetail({ ctx, input: { transferId: transferId! } }),
      );
      expect(detail).toMatchObject({ canDecide: false, refusal: { code: 'transfer.own' } });
    }
    const ctx = careful.as({ ...self, userId: member.userId });
    const detail = await careful.in(() =>
      getTransferDetail({ ctx, input: { transferId: transferId! } }),
    );
    expect(detail.canDecide).toBe(true);
    expect(await decide(transferId!, 'APPROVE')).toMatchObject({ status: 'PENDING' });
  });

  test('of an organization is told to its own, when it begins to wait and at its end', async () => {
    const organization = await careful.addOrganization('100');
    const { organizationId } = organization;
    const [owner, to] = [await careful.addPerson(), await careful.addPerson()];
    await careful.in(() =>
      careful.db.membership.create({
        data: { organizationId, userId: owner.userId, role: 'OWNER' },
      }),
    );
    const given = input(organization, to, '10');
    const { transferId } = await send(careful, owner.actor, given);
    // The same request again tells nobody twice.
    await send(careful, owner.actor, given);
    careful.platform.woken.length = 0;
    await decide(transferId!, 'REJECT');
    expect(careful.platform.woken).toContain('webhooks');
    const key: Actor = {
      ...{ kind: 'API_KEY', apiKeyId: organizationId, organizationId, name: 'Robot' },
      scopes: ['transfer.create'],
    };
    const transfers = [input(organization, to, '1')];
    const many = await careful.in(() => sendMany({ ctx: careful.as(key), input: { transfers } }));
    const events = await careful.in(() =>
      careful.db.webhookEvent.findMany({
        where: { organizationId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: { eventType: true, payload: true },
      }),
    );
    const id = many.results[0]?.transferId;
    expect(events).toMatchObject([
      { eventType: 'transfer.awaitingApproval', payload: { transferId } },
      { eventType: 'transfer.rejected', payload: { transferId } },
      { eventType: 'transfer.awaitingApproval', payload: { transferId: id } },
    ]);
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
