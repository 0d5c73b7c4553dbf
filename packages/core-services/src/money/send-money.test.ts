import { randomUUID } from 'node:crypto';
import { SendManyInput } from '@freehold/core-contracts/transfers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { type TestMoney } from './money.testing.ts';
import { quoteTransfer } from './quote-transfer.ts';
import { sendMany } from './send-many.ts';
import { sendMoney } from './send-money.ts';
import { codeOf, input, openHouse, send } from './transfer-verbs.testing.ts';

let money: TestMoney;
beforeAll(async () => {
  money = await openHouse();
});
afterAll(() => money.close());

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

  test('from an organization’s wallet keeps its answer too, whatever the fee is by now', async () => {
    const organization = await money.addOrganization('100');
    const { organizationId } = organization;
    const [owner, to] = [await money.addPerson('100'), await money.addPerson()];
    await money.in(() =>
      money.db.membership.create({ data: { organizationId, userId: owner.userId, role: 'OWNER' } }),
    );
    const given = { ...input(organization, to, '10'), fee: '0.6' };
    const first = await send(money, owner.actor, given);
    const { tenant } = money.as();
    const dearer = { ...tenant.settings.money, fee: { ...tenant.settings.money.fee, flat: '3' } };
    const ctx = money.as(owner.actor, {
      tenant: { ...tenant, settings: { ...tenant.settings, money: dearer } },
    });
    const later = (again: typeof given) => money.in(() => sendMoney({ ctx, input: again }));
    expect(await later(given)).toMatchObject({ transferId: first.transferId, isNew: false });
    expect(await money.wallet(organization.walletId)).toMatchObject({ balance: '89.4' });
    const another = { ...given, requestId: `request-${randomUUID()}` };
    expect(await codeOf(later(another))).toBe('transfer.fee_changed');
    // The organization's request is none of its owner's own wallet.
    const own = { ...given, fromWalletId: owner.walletId };
    expect(await codeOf(later(own))).toBe('transfer.fee_changed');
    expect(await money.wallet(owner.walletId)).toMatchObject({ balance: '100' });
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
