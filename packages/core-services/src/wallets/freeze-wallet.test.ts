import { UserRole } from '@freehold/core-contracts/enums';
import type { WalletActInput } from '@freehold/core-contracts/wallets';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { cancelCommand } from '../ledger/cancel-command.ts';
import { newId, TestMoney } from '../money/money.testing.ts';
import { systemWalletId } from '../money/system-wallets.ts';
import { approveProposal } from '../proposals/approve-proposal.ts';
import { freezeWallet } from './freeze-wallet.ts';
import { getWallet } from './get-wallet.ts';
import { unfreezeWallet } from './unfreeze-wallet.ts';

let money: TestMoney;
let careful: TestMoney;
let treasurer: Actor;
let ada: Awaited<ReturnType<TestMoney['addPerson']>>;

beforeAll(async () => {
  money = await TestMoney.open();
  careful = await money.neighbour({ isFourEyesRequired: true });
  treasurer = await addOperator(money, 'Tess Treasurer');
});
afterAll(() => money.close());
beforeEach(async () => {
  ada = await money.addPerson('100');
});

async function addOperator(of: TestMoney, name: string): Promise<Actor> {
  const role = UserRole.enum.TREASURER;
  const [firstName = '', lastName = ''] = name.split(' ');
  const { id } = await of.in(() =>
    of.db.user.create({
      data: { email: `${newId()}@staff.test`, firstName, lastName, role, status: 'ACTIVE' },
      select: { id: true },
    }),
  );
  return { kind: 'OPERATOR', userId: id, homeTenantId: of.tenant.id, role, name };
}

const refused = (code: string) => expect.objectContaining({ code });
const reason = 'Because of a test';

function freeze(version: number, walletId = ada.walletId, of = money, by = treasurer) {
  const ctx = of.as(by);
  return of.in(() => freezeWallet({ ctx, input: { walletId, version, reason } }));
}

function unfreeze(version: number, walletId = ada.walletId, by = treasurer) {
  const ctx = money.as(by);
  const input: WalletActInput = { walletId, version, reason };
  return money.in(() => unfreezeWallet({ ctx, input }));
}

function wallet(walletId = ada.walletId, of = money) {
  const ctx = of.as();
  return of.in(() => getWallet({ ctx, input: { walletId } }));
}

const commands = (walletId = ada.walletId) =>
  money.in(() =>
    money.db.outboxCommand.findMany({
      where: { aggregateKey: `wallet:${walletId}` },
      orderBy: { position: 'asc' },
      select: { commandType: true, requestId: true, payload: true },
    }),
  );

describe('a freeze', () => {
  test('holds at once, goes to the ledger, and tells the holder; its audit row says why', async () => {
    await expect(freeze(0)).resolves.toEqual({ state: 'DONE', version: 1 });
    expect(await wallet()).toMatchObject({
      ...{ isFrozen: true, isFrozenOnchain: false, frozenReason: reason, version: 1 },
      freezeCommand: { commandType: 'FREEZE_WALLET', status: 'PENDING', errorCode: null },
    });
    expect(await commands()).toEqual([
      {
        commandType: 'FREEZE_WALLET',
        requestId: `freeze:${ada.walletId}:1`,
        // The ledger holds no names and no words of operators.
        payload: { walletId: ada.walletId },
      },
    ]);
    const [audit, notes] = await money.in(() =>
      Promise.all([
        money.db.auditLog.findMany({ where: { entityId: ada.walletId } }),
        money.db.notification.findMany({ where: { userId: ada.userId } }),
      ]),
    );
    expect(audit).toMatchObject([{ action: 'wallet.freeze', reason, actorName: 'Tess Treasurer' }]);
    expect(notes).toMatchObject([{ kind: 'wallet.frozen', parameters: { wallet: 'Main wallet' } }]);
  });

  test('keeps the wallet from sending and from being sent to', async () => {
    const bela = await money.addPerson('100');
    await freeze(0);
    for (const [from, to, code] of [
      [ada.walletId, bela.walletId, 'wallet.frozen'],
      [bela.walletId, ada.walletId, 'wallet.receiver_frozen'],
    ] as const) {
      const verdict = await money.post(
        money.request({ fromWalletId: from, legs: [{ toWalletId: to, amount: '1' }] }),
      );
      expect(verdict).toMatchObject({ outcome: 'REJECTED', reasons: [code] });
    }
    expect(await money.wallet(ada.walletId)).toMatchObject({ balance: '100' });
  });

  test('is of a busy wallet too: money that moves changes no version', async () => {
    await money.fund(ada.walletId, '5');
    await expect(freeze(0)).resolves.toMatchObject({ state: 'DONE' });
  });

  test('of two at once is one', async () => {
    const answers = await Promise.allSettled([freeze(0), freeze(0), freeze(0), freeze(0)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await commands()).toHaveLength(1);
  });

  test('is refused for a stale version, a frozen wallet, one of the tenant’s own and a foreign one', async () => {
    await expect(freeze(1)).rejects.toEqual(refused('version.stale'));
    await freeze(0);
    await expect(freeze(1)).rejects.toEqual(refused('wallet.already_frozen'));
    const treasury = systemWalletId(money.tenant.id, 'TREASURY');
    await expect(freeze(0, treasury)).rejects.toEqual(refused('wallet.system'));
    const stranger = await careful.addPerson();
    await expect(freeze(0, stranger.walletId)).rejects.toEqual(refused('entity.not_found'));
    expect(await wallet(stranger.walletId, careful)).toMatchObject({ isFrozen: false });
  });

  test('waits for a second operator where the tenant asks for four eyes', async () => {
    const carla = await careful.addPerson('1');
    const [first, second] = [
      await addOperator(careful, 'First Operator'),
      await addOperator(careful, 'Second Operator'),
    ];
    const outcome = await freeze(0, carla.walletId, careful, first);
    expect(outcome.state).toBe('PROPOSED');
    expect(await wallet(carla.walletId, careful)).toMatchObject({ isFrozen: false, version: 0 });
    const proposalId = outcome.state === 'PROPOSED' ? outcome.proposalId : '';
    const input = { proposalId, version: 0, reason };
    const [own, other] = [careful.as(first), careful.as(second)];
    await expect(careful.in(() => approveProposal({ ctx: own, input }))).rejects.toThrow();
    await careful.in(() => approveProposal({ ctx: other, input }));
    expect(await wallet(carla.walletId, careful)).toMatchObject({
      ...{ isFrozen: true, frozenReason: reason, version: 1 },
      freezeCommand: { commandType: 'FREEZE_WALLET' },
    });
  });
});

describe('the end of a freeze', () => {
  test('is asked of the ledger; until it confirms, the wallet stays frozen', async () => {
    await expect(unfreeze(0)).rejects.toEqual(refused('wallet.not_frozen'));
    await freeze(0);
    await expect(unfreeze(1)).resolves.toEqual({ state: 'DONE', version: 2 });
    const detail = await wallet();
    expect(detail).toMatchObject({
      isFrozen: true,
      freezeCommand: { commandType: 'UNFREEZE_WALLET' },
    });
    expect(detail.unfreezeRequestedAt).not.toBeNull();
    await expect(unfreeze(2)).rejects.toEqual(refused('wallet.unfreeze_pending'));
  });

  test('is not for whoever holds the wallet, who may freeze it', async () => {
    const holder = { ...treasurer, userId: ada.userId } as Actor;
    await expect(freeze(0, ada.walletId, money, holder)).resolves.toMatchObject({ state: 'DONE' });
    await expect(unfreeze(1, ada.walletId, holder)).rejects.toEqual(refused('wallet.own'));
    const { organizationId, walletId } = await money.addOrganization();
    await money.in(() =>
      money.db.membership.create({ data: { organizationId, userId: ada.userId, role: 'ADMIN' } }),
    );
    await freeze(0, walletId);
    await expect(unfreeze(1, walletId, holder)).rejects.toEqual(refused('wallet.own'));
    for (const id of [ada.walletId, walletId]) {
      await expect(unfreeze(1, id)).resolves.toMatchObject({ state: 'DONE' });
    }
  });

  test('that is on its way is overtaken by another freeze, in the ledger’s order', async () => {
    await freeze(0);
    await unfreeze(1);
    await expect(freeze(2)).resolves.toEqual({ state: 'DONE', version: 3 });
    expect(await wallet()).toMatchObject({ isFrozen: true, unfreezeRequestedAt: null });
    expect((await commands()).map(({ requestId }) => requestId)).toEqual([
      `freeze:${ada.walletId}:1`,
      `unfreeze:${ada.walletId}:2`,
      `freeze:${ada.walletId}:3`,
    ]);
  });

  test('that was asked for anew is still awaited when an earlier one is given up', async () => {
    await freeze(0);
    await unfreeze(1);
    const giveUp = async (requestId: string) => {
      const row = await money.in(() =>
        money.db.outboxCommand.update({
          where: { tenantId_requestId: { tenantId: money.tenant.id, requestId } },
          data: { status: 'FAILED' },
        }),
      );
      const input = { commandId: row.id, version: row.version, reason };
      await money.in(() => cancelCommand({ ctx: money.as(treasurer), input }));
    };
    await freeze(2);
    await unfreeze(3);
    await giveUp(`unfreeze:${ada.walletId}:2`);
    expect((await wallet()).unfreezeRequestedAt).not.toBeNull();
    await giveUp(`unfreeze:${ada.walletId}:4`);
    expect(await wallet()).toMatchObject({ isFrozen: true, unfreezeRequestedAt: null });
  });
});
