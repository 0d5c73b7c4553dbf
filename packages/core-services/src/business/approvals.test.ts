import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { TestChanges } from './account-changes.testing.ts';
import { TestBusiness, type TestAccount } from './business.testing.ts';
import { getBusinessTransfer } from './get-business-transfer.ts';
import { removeSignatory } from './remove-signatory.ts';

let house: TestBusiness;
let payee: Awaited<ReturnType<TestBusiness['addPayee']>>;

beforeAll(async () => {
  house = await TestBusiness.open();
  payee = await house.addPayee();
});
afterAll(() => house.close());

const refused = (code: string) => expect.objectContaining({ code });
const hourMs = 3_600_000;
const actor = (account: TestAccount, index: number): Actor => account.people[index]!.actor;
const get = (by: Actor, transferId: string) =>
  house.world.in(() => getBusinessTransfer({ ctx: house.world.as(by), input: { transferId } }));

async function version(account: TestAccount): Promise<number> {
  const { version: seen } = await house.world.in(() =>
    house.db.businessAccount.findFirstOrThrow({ where: { id: account.id } }),
  );
  return seen;
}

async function list(account: TestAccount) {
  const input = { businessAccountId: account.id, version: await version(account) };
  const ctx = house.world.as(account.owner.actor);
  return { input, ctx };
}

describe('an approval', () => {
  test('of whoever asked counts only where the rule says so', async () => {
    const strict = await house.addAccount();
    const { id } = await house.ask(strict, actor(strict, 0), payee.walletId);
    await expect(house.decide(actor(strict, 0), id)).rejects.toEqual(
      refused('business.own_transfer'),
    );
    const rules = [
      { fromAmount: '0', minimumWeight: 2, minimumApprovers: 2, isInitiatorCounted: true },
    ];
    const loose = await house.addAccount({ rules });
    const asked = await house.ask(loose, actor(loose, 0), payee.walletId);
    expect(asked.canApprove).toBe(true);
    await house.decide(actor(loose, 0), asked.id);
    await expect(house.decide(actor(loose, 1), asked.id)).resolves.toMatchObject({
      status: 'PENDING',
    });
  });

  test('weighs what its signatory weighs, and a role that is asked for must be there', async () => {
    const rules = [
      { fromAmount: '0', minimumWeight: 3, minimumApprovers: 1 },
      {
        fromAmount: '500',
        minimumWeight: 1,
        minimumApprovers: 2,
        requiredRole: 'DIRECTOR' as const,
      },
    ];
    const account = await house.addAccount({ rules }, [1, 3, 2, 1]);
    const heavy = await house.ask(account, actor(account, 0), payee.walletId, '499.999999999');
    await expect(house.decide(actor(account, 1), heavy.id)).resolves.toMatchObject({
      ...{ status: 'PENDING', approvedCount: 1, approvedWeight: 3 },
    });
    const roled = await house.ask(account, actor(account, 1), payee.walletId, '500');
    await house.decide(actor(account, 2), roled.id);
    await expect(house.decide(actor(account, 3), roled.id)).resolves.toMatchObject({
      ...{ status: 'AWAITING_APPROVAL', approvedCount: 2 },
    });
    await expect(house.decide(actor(account, 0), roled.id)).resolves.toMatchObject({
      status: 'PENDING',
    });
  });

  test('given twice is given once; the opposite afterwards is refused', async () => {
    const account = await house.addAccount();
    const { id } = await house.ask(account, actor(account, 0), payee.walletId);
    await house.decide(actor(account, 1), id);
    await expect(house.decide(actor(account, 1), id)).resolves.toMatchObject({
      ...{ approvedCount: 1, canApprove: false, canReject: false },
    });
    await expect(house.decide(actor(account, 1), id, 'REJECT')).rejects.toEqual(
      refused('business.already_decided'),
    );
    await house.decide(actor(account, 2), id);
    await expect(house.decide(actor(account, 2), id)).resolves.toMatchObject({ status: 'PENDING' });
  });

  test('stays when its signatory is removed; whoever comes later has no part in what waits', async () => {
    const account = await house.addAccount({}, [1, 1, 1, 1]);
    const { id } = await house.ask(account, actor(account, 0), payee.walletId);
    await house.decide(actor(account, 1), id);
    const gone = account.detail.signatories.find(
      ({ userId }) => userId === account.people[1]!.userId,
    )!;
    const first = await list(account);
    await house.world.in(() =>
      removeSignatory({ ...first, input: { ...first.input, signatoryId: gone.id } }),
    );
    const late = await house.world.addMember(account.organizationId);
    const changes = new TestChanges(house, account);
    await changes.made(changes.add({ userId: late.userId, role: 'FINANCE', weight: 9 }));
    await expect(house.decide(late.actor, id)).rejects.toEqual(refused('business.not_signatory'));
    await expect(house.decide(actor(account, 2), id)).resolves.toMatchObject({
      ...{ status: 'PENDING', approvedCount: 2 },
    });
  });

  test('of a removed signatory is refused, and a weight raised since does not count', async () => {
    const rules = [{ fromAmount: '0', minimumWeight: 3, minimumApprovers: 1 }];
    const account = await house.addAccount({ rules }, [1, 1, 1, 1]);
    const { id } = await house.ask(account, actor(account, 0), payee.walletId);
    const signatoryOf = (index: number) =>
      account.detail.signatories.find(({ userId }) => userId === account.people[index]!.userId)!.id;
    const removed = await list(account);
    await house.world.in(() =>
      removeSignatory({ ...removed, input: { ...removed.input, signatoryId: signatoryOf(3) } }),
    );
    await expect(house.decide(actor(account, 3), id)).rejects.toEqual(refused('entity.not_found'));
    const raised = { signatoryId: signatoryOf(1), role: 'FINANCE', weight: 9 } as const;
    const changes = new TestChanges(house, account);
    await changes.made(changes.alter(raised), 2);
    await expect(house.decide(actor(account, 1), id)).resolves.toMatchObject({
      ...{ status: 'AWAITING_APPROVAL', approvedWeight: 1 },
    });
  });

  test('falls under the bands of when the transfer was asked for', async () => {
    const account = await house.addAccount();
    const { id } = await house.ask(account, actor(account, 0), payee.walletId);
    const rule = {
      ...{ fromAmount: '0', minimumWeight: 1, minimumApprovers: 1 },
      ...{ requiredRole: null, isInitiatorCounted: true },
    };
    const changes = new TestChanges(house, account);
    await changes.made(changes.setRules({ approvalTtlHours: 72, rules: [rule] }));
    await expect(house.decide(actor(account, 1), id)).resolves.toMatchObject({
      status: 'AWAITING_APPROVAL',
    });
    const next = await house.ask(account, actor(account, 0), payee.walletId);
    await expect(house.decide(actor(account, 1), next.id)).resolves.toMatchObject({
      status: 'PENDING',
    });
  });

  test('comes too late once the transfer has expired', async () => {
    const account = await house.addAccount({ approvalTtlHours: 1 });
    const { id } = await house.ask(account, actor(account, 0), payee.walletId);
    const late = () => new Date(Date.now() + hourMs);
    await expect(house.decide(actor(account, 1), id, 'APPROVE', late)).rejects.toEqual(
      refused('business.approval_expired'),
    );
    expect(await get(actor(account, 1), id)).toMatchObject({ approvedCount: 0 });
  });

  test('on a frozen wallet is refused and not used up', async () => {
    const account = await house.addAccount();
    const { id } = await house.ask(account, actor(account, 0), payee.walletId);
    const freeze = (isFrozen: boolean) =>
      house.world.in(() =>
        house.db.wallet.updateMany({ where: { id: account.walletId }, data: { isFrozen } }),
      );
    await freeze(true);
    await expect(house.decide(actor(account, 1), id)).rejects.toEqual(refused('wallet.frozen'));
    await expect(house.ask(account, actor(account, 0), payee.walletId)).rejects.toEqual(
      refused('wallet.frozen'),
    );
    await freeze(false);
    await house.decide(actor(account, 1), id);
    await expect(house.decide(actor(account, 2), id)).resolves.toMatchObject({ status: 'PENDING' });
  });

  test('of somebody whose account stands still is refused', async () => {
    const account = await house.addAccount();
    const { id } = await house.ask(account, actor(account, 0), payee.walletId);
    const { userId } = account.people[1]!;
    await house.world.house.putStatus(house.world.tenant, userId, 'FROZEN');
    await expect(house.decide(actor(account, 1), id)).rejects.toEqual(
      refused('business.not_signatory'),
    );
  });

  test('to a receiver who was frozen meanwhile ends it: nothing moved', async () => {
    const account = await house.addAccount();
    const frozen = await house.addPayee('Frida Frozen');
    const { id } = await house.ask(account, actor(account, 0), frozen.walletId);
    await house.world.in(() =>
      house.db.wallet.updateMany({ where: { id: frozen.walletId }, data: { isFrozen: true } }),
    );
    await house.decide(actor(account, 1), id);
    await expect(house.decide(actor(account, 2), id)).resolves.toMatchObject({
      ...{ status: 'REJECTED', reasons: expect.arrayContaining(['wallet.receiver_frozen']) },
    });
    const wallet = await house.wallet(account.walletId);
    expect([wallet.cachedBalance.toFixed(), wallet.heldBalance.toFixed()]).toEqual(['1000', '0']);
    const commands = await house.commandsOf(id);
    expect(commands.map(({ commandType }) => commandType)).not.toContain('EXECUTE_MULTISIG_TX');
  });

  test('waits while the system is paused', async () => {
    const account = await house.addAccount();
    const { id } = await house.ask(account, actor(account, 0), payee.walletId);
    await house.world.in(() =>
      house.db.systemState.create({ data: { isPaused: true, changedAt: new Date() } }),
    );
    await expect(house.decide(actor(account, 1), id)).rejects.toEqual(refused('system.paused'));
    await house.world.in(() => house.db.systemState.deleteMany({}));
    await house.decide(actor(account, 1), id);
  });
});
