import { randomUUID } from 'node:crypto';
import { CreateBusinessTransferInput } from '@freehold/core-contracts/business';
import { toAppError } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { expireTransfers } from '../money/expire-transfers.ts';
import { TestBusiness, type TestAccount } from './business.testing.ts';
import { createBusinessTransfer } from './create-business-transfer.ts';

let house: TestBusiness;
let payee: Awaited<ReturnType<TestBusiness['addPayee']>>;

beforeAll(async () => {
  house = await TestBusiness.open();
  payee = await house.addPayee();
});
afterAll(() => house.close());

const refused = (code: string) => expect.objectContaining({ code });
const actor = (account: TestAccount, index: number): Actor => account.people[index]!.actor;

describe('a transfer of a business account', () => {
  test('waits with its money held until the rule is met, then goes through CLEARING', async () => {
    const account = await house.addAccount();
    const asked = await house.ask(account, actor(account, 0), payee.walletId, '100');
    expect(asked).toMatchObject({
      ...{ status: 'AWAITING_APPROVAL', amount: '100', fee: '0', isOwn: true },
      ...{ approvedCount: 0, canApprove: false, canReject: true },
      rule: { minimumApprovers: 2, isInitiatorCounted: false },
      legs: [{ toWalletId: payee.walletId, toName: 'Percy Payee', amount: '100' }],
    });
    let wallet = await house.wallet(account.walletId);
    expect([wallet.cachedBalance.toFixed(), wallet.heldBalance.toFixed()]).toEqual(['1000', '100']);
    const first = await house.decide(actor(account, 1), asked.id);
    expect(first).toMatchObject({ status: 'AWAITING_APPROVAL', approvedCount: 1 });
    const second = await house.decide(actor(account, 2), asked.id);
    expect(second).toMatchObject({ status: 'PENDING', approvedCount: 2, approvedWeight: 2 });
    wallet = await house.wallet(account.walletId);
    expect([wallet.cachedBalance.toFixed(), wallet.heldBalance.toFixed()]).toEqual(['900', '0']);
    const commands = await house.commandsOf(asked.id);
    expect(commands.map(({ commandType }) => commandType)).toEqual([
      ...['INITIATE_MULTISIG_TX', 'APPROVE_MULTISIG_TX', 'APPROVE_MULTISIG_TX'],
      'EXECUTE_MULTISIG_TX',
    ]);
    expect(new Set(commands.map(({ aggregateKey }) => aggregateKey))).toEqual(
      new Set([`wallet:${account.walletId}`]),
    );
    expect(commands[1]).toMatchObject({
      payload: { transferId: asked.id, approverId: account.people[1]!.userId, weight: 1 },
    });
    expect(await house.world.auditOf(asked.id)).toMatchObject([
      { action: 'businessTransfer.create', changes: { amount: '100' } },
      { action: 'businessTransfer.approve', changes: { approvedCount: 1 } },
      { action: 'businessTransfer.approve', changes: { approvedCount: 2, status: 'PENDING' } },
    ]);
  });

  test('is not asked for where those who are there could not approve it', async () => {
    const account = await house.addAccount();
    const set = (isActive: boolean) =>
      house.world.in(() =>
        house.db.user.updateMany({
          where: { id: account.people[2]!.userId },
          data: { isActive },
        }),
      );
    await set(false);
    const ask = () => house.ask(account, actor(account, 0), payee.walletId, '100');
    await expect(ask()).rejects.toEqual(refused('business.rule_unreachable'));
    await set(true);
    expect(await ask()).toMatchObject({ status: 'AWAITING_APPROVAL' });
  });

  test('is told to those who may approve it, and its end to whoever asked', async () => {
    const account = await house.addAccount();
    const { id } = await house.ask(account, actor(account, 0), payee.walletId, '12.5');
    const toldOf = async (index: number) =>
      (await house.world.notificationsOf(account.people[index]!.userId))
        .filter(({ entityId }) => entityId === id)
        .map(({ kind, parameters }) => ({ kind, parameters }));
    expect(await toldOf(0)).toEqual([]);
    expect(await toldOf(1)).toMatchObject([
      {
        kind: 'business.approvalWaiting',
        parameters: { amount: '12.5 GX', account: 'Operations', by: 'Signe Signatory0' },
      },
    ]);
    await house.decide(actor(account, 1), id, 'REJECT');
    expect(await toldOf(0)).toMatchObject([{ kind: 'business.transferRejected' }]);
    const events = await house.world.eventsOf(account.organizationId);
    expect(events.slice(-2)).toMatchObject([
      {
        eventType: 'transfer.awaitingApproval',
        payload: { transferId: id, amount: '12.5', fee: '0', businessAccountId: account.id },
      },
      { eventType: 'transfer.rejected', payload: { transferId: id } },
    ]);
  });

  test('that nobody completes ends by itself, and whoever asked is told', async () => {
    const account = await house.addAccount();
    const { id } = await house.ask(account, actor(account, 0), payee.walletId, '12.5');
    const clock = () => new Date(Date.now() + 73 * 3_600_000);
    const ctx = house.world.as({ kind: 'SYSTEM', name: 'clean-up' }, clock);
    await house.world.in(() => expireTransfers({ ctx, limit: 100 }));
    const toldOf = async ({ userId }: { userId: string }) =>
      (await house.world.notificationsOf(userId)).filter(
        ({ kind }) => kind === 'transfer.rejected',
      );
    const about = { parameters: { amount: expect.stringMatching(/^12\.5 /u) } };
    expect(await toldOf(account.people[0]!)).toMatchObject([about]);
    expect(await toldOf(account.owner)).toMatchObject([about]);
    expect(await toldOf(account.people[1]!)).toEqual([]);
    const row = await house.world.in(() => house.db.transfer.findFirst({ where: { id } }));
    expect(row).toMatchObject({ status: 'REJECTED' });
  });

  test('is asked for by a signatory alone', async () => {
    const account = await house.addAccount();
    const admin = await house.world.addMember(account.organizationId, 'ADMIN');
    for (const by of [account.owner, admin]) {
      await expect(house.ask(account, by.actor, payee.walletId)).rejects.toEqual(
        refused('business.not_signatory'),
      );
    }
    const stranger = await house.world.addPerson();
    await expect(house.ask(account, stranger.actor, payee.walletId)).rejects.toEqual(
      refused('entity.not_found'),
    );
  });

  test('asked for again is the same one; with other contents it is refused', async () => {
    const account = await house.addAccount();
    const requestId = randomUUID();
    const ask = (amount: string) =>
      house.ask(account, actor(account, 0), payee.walletId, amount, { requestId });
    const first = await ask('10');
    await expect(ask('10')).resolves.toMatchObject({ id: first.id });
    await expect(ask('11')).rejects.toEqual(refused('transfer.request_conflict'));
    expect((await house.wallet(account.walletId)).heldBalance.toFixed()).toBe('10');
    const other = await house.addAccount();
    const theirs = await house.ask(other, actor(other, 0), payee.walletId, '11', { requestId });
    expect(theirs.id).not.toBe(first.id);
  });

  test('that is not covered is refused, and refused again for the same reason', async () => {
    const account = await house.addAccount();
    const requestId = randomUUID();
    for (const _ of [1, 2]) {
      await expect(
        house.ask(account, actor(account, 0), payee.walletId, '1000.000000001', { requestId }),
      ).rejects.toEqual(refused('transfer.insufficient_funds'));
    }
    await house.ask(account, actor(account, 0), payee.walletId, '600');
    await expect(house.ask(account, actor(account, 1), payee.walletId, '600')).rejects.toEqual(
      refused('transfer.insufficient_funds'),
    );
  });

  test('that waited and came to nothing is shown as it is when it is asked for again', async () => {
    const account = await house.addAccount();
    const requestId = randomUUID();
    const ask = () => house.ask(account, actor(account, 0), payee.walletId, '100', { requestId });
    const { id } = await ask();
    await house.decide(actor(account, 1), id, 'REJECT');
    expect(await ask()).toMatchObject({
      ...{ id, status: 'REJECTED', canApprove: false },
      reasons: ['transfer.rule_approval', 'transfer.declined'],
    });
  });

  test('names each receiver once, and is refused as malformed otherwise', async () => {
    const account = await house.addAccount();
    const legs = ['1', '2'].map((amount) => ({ toWalletId: payee.walletId, amount }));
    const input = { businessAccountId: account.id, requestId: randomUUID(), legs };
    expect(CreateBusinessTransferInput.safeParse(input).error?.issues).toMatchObject([
      { path: ['legs'], message: 'repeated' },
    ]);
    const ctx = house.world.as(actor(account, 0));
    const error = await house.world
      .in(() => createBusinessTransfer({ ctx, input }))
      .catch((thrown: unknown) => toAppError(thrown));
    expect(error).toMatchObject({ kind: 'INVALID', code: 'database.value_malformed' });
  });

  test('to several receivers is one movement', async () => {
    const account = await house.addAccount();
    const other = await house.addPayee('Olga Other');
    const input = CreateBusinessTransferInput.parse({
      businessAccountId: account.id,
      requestId: randomUUID(),
      legs: [
        { toWalletId: payee.walletId, amount: '30' },
        { toWalletId: other.walletId, amount: '70.000000001' },
      ],
      reference: 'Wages',
    });
    const asked = await house.world.in(() =>
      createBusinessTransfer({ ctx: house.world.as(actor(account, 0)), input }),
    );
    expect(asked).toMatchObject({ amount: '100.000000001', reference: 'Wages' });
    expect(asked.legs.map(({ toName, amount }) => [toName, amount])).toEqual([
      ['Percy Payee', '30'],
      ['Olga Other', '70.000000001'],
    ]);
    await house.decide(actor(account, 1), asked.id);
    await expect(house.decide(actor(account, 2), asked.id)).resolves.toMatchObject({
      status: 'PENDING',
    });
  });
});

describe('a no', () => {
  test('of one signatory ends it and gives back what was held; of whoever asked it takes it back', async () => {
    const account = await house.addAccount();
    for (const index of [2, 0]) {
      const { id } = await house.ask(account, actor(account, 0), payee.walletId);
      await house.decide(actor(account, 1), id);
      await expect(house.decide(actor(account, index), id, 'REJECT')).resolves.toMatchObject({
        ...{ status: 'REJECTED', reasons: expect.arrayContaining(['transfer.declined']) },
      });
      await expect(house.decide(actor(account, index === 0 ? 2 : 0), id)).rejects.toEqual(
        refused('business.not_waiting'),
      );
      expect((await house.world.auditOf(id)).at(-1)).toMatchObject({
        action: 'businessTransfer.reject',
      });
    }
    const wallet = await house.wallet(account.walletId);
    expect([wallet.cachedBalance.toFixed(), wallet.heldBalance.toFixed()]).toEqual(['1000', '0']);
  });

  test('or a yes of another tenant or of a stranger finds nothing', async () => {
    const account = await house.addAccount();
    const { id } = await house.ask(account, actor(account, 0), payee.walletId);
    const stranger = await house.world.addPerson();
    await expect(house.decide(stranger.actor, id)).rejects.toEqual(refused('entity.not_found'));
    await expect(house.decide(account.owner.actor, id)).rejects.toEqual(
      refused('business.not_signatory'),
    );
    await expect(house.decide(actor(account, 1), randomUUID())).rejects.toEqual(
      refused('entity.not_found'),
    );
  });
});
