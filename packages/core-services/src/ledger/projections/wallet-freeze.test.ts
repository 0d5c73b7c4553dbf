import { mainChannel } from '@freehold/core-contracts/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../money/money.testing.ts';
import type { Actor } from '../../context.ts';
import { freezeWallet } from '../../wallets/freeze-wallet.ts';
import { unfreezeWallet } from '../../wallets/unfreeze-wallet.ts';
import { rebuildProjection } from '../rebuild-projection.ts';
import { LedgerLife } from './ledger-life.testing.ts';

let life: LedgerLife;
let walletId: string;
let userId: string;
const operator: Actor = { kind: 'SYSTEM', name: 'operator' };

beforeAll(async () => {
  life = await LedgerLife.open();
});
afterAll(() => life.close());
beforeEach(async () => {
  ({ walletId, userId } = await life.money.addPerson());
});

const read = () =>
  life.money.in(() => life.db.wallet.findFirstOrThrow({ where: { id: walletId } }));

async function act(verb: typeof freezeWallet): Promise<void> {
  const { version } = await read();
  const ctx = life.money.as(operator);
  await life.money.in(() => verb({ ctx, input: { walletId, version, reason: 'a test of it' } }));
}

const state = async () => {
  const { isFrozen, isFrozenOnchain, unfreezeRequestedAt } = await read();
  return { isFrozen, isFrozenOnchain, isAsked: unfreezeRequestedAt !== null };
};
const free = { isFrozen: false, isFrozenOnchain: false, isAsked: false };
const frozen = { isFrozen: true, isFrozenOnchain: true, isAsked: false };

function rebuild(): Promise<unknown> {
  const ctx = life.money.as();
  const { ledger } = life;
  return life.money.in(() =>
    rebuildProjection({
      ...{ ctx, ledger, projectorName: 'money', channel: mainChannel, reason: 'a test' },
    }),
  );
}

describe('a freeze', () => {
  test('holds at once and is confirmed by the ledger', async () => {
    await act(freezeWallet);
    expect(await state()).toEqual({ ...frozen, isFrozenOnchain: false });
    await life.run();
    expect(await state()).toEqual(frozen);
  });

  test('ends when the ledger says so, once: the holder is told and it is audited', async () => {
    await act(freezeWallet);
    await act(unfreezeWallet);
    expect(await state()).toEqual({ ...frozen, isFrozenOnchain: false, isAsked: true });
    await life.run();
    expect(await state()).toEqual(free);
    const seen = await read();
    await rebuild();
    expect(await read()).toEqual(seen);
    const [told, audited] = await life.money.in(() =>
      Promise.all([
        life.db.notification.count({ where: { userId, kind: 'wallet.unfrozen' } }),
        life.db.auditLog.count({ where: { action: 'wallet.release', entityId: walletId } }),
      ]),
    );
    expect([told, audited]).toEqual([1, 1]);
  });

  test('that was ended and asked for again stays, in whatever order its events come', async () => {
    await act(freezeWallet);
    await act(unfreezeWallet);
    await act(freezeWallet);
    await life.run();
    expect(await state()).toEqual(frozen);
  });

  test('is not ended by a rebuild that meets the end of an earlier one', async () => {
    for (const verb of [freezeWallet, unfreezeWallet, freezeWallet]) {
      await act(verb);
      await life.run();
    }
    await act(unfreezeWallet);
    const asked = { ...frozen, isAsked: true };
    expect(await state()).toEqual(asked);
    await rebuild();
    expect(await state()).toEqual(asked);
    await life.run();
    expect(await state()).toEqual(free);
  });
});

describe('an event about what does not exist here', () => {
  test('is set aside with its reason, and what comes after it takes effect', async () => {
    const other = await life.neighbour();
    const { walletId: holder } = await other.money.addPerson();
    const ids = {
      organizationId: newId(),
      transferId: newId(),
      loanId: newId(),
      walletId: newId(),
    };
    const { transferId, loanId } = ids;
    const legs = [{ toWalletId: ids.walletId, amount: '1' }];
    await other.enqueue('DISTRIBUTE_GENESIS', { transferId, legs });
    const terms = { amount: '1', termMonths: 1, borrowerWalletId: ids.walletId };
    await other.enqueue('APPLY_FOR_LOAN', { loanId, ...terms });
    await other.enqueue('FREEZE_WALLET', { walletId: ids.walletId });
    await other.issue(holder, '5');
    expect(await other.run()).toEqual(['VALID', 'VALID', 'VALID', 'VALID']);
    expect(await other.letters()).toEqual([
      `There is no transfer ${transferId}`,
      `There is no loan ${loanId}`,
      `There is no wallet ${ids.walletId}`,
    ]);
    expect(await other.money.wallet(holder)).toMatchObject({ balance: '5' });
  });
});

describe('many transfers of one batch', () => {
  test('are paid together under one audit row, and one that cannot be is set aside alone', async () => {
    const other = await life.neighbour();
    const { walletId: from } = await other.money.addPerson();
    const { walletId: to } = await other.money.addPerson();
    await other.issue(from, '100');
    await other.run();
    for (let index = 0; index < 5; index += 1) await other.send(from, to, '2');
    await other.run();
    const audits = () =>
      other.money.in(() =>
        other.db.auditLog.findMany({
          where: { action: 'transfer.confirm', entityType: 'TransferBatch' },
          take: 10,
          select: { changes: true },
        }),
      );
    expect(await audits()).toEqual([{ changes: { count: 5 } }]);
    for (let index = 0; index < 2; index += 1) await other.send(from, to, '3');
    const stray = newId();
    await other.enqueue('TRANSFER_TOKENS', {
      ...{ transferId: stray, fromWalletId: from, fee: '0', kind: 'TRANSFER' },
      legs: [{ toWalletId: to, amount: '1' }],
    });
    await other.run();
    expect(await other.letters()).toEqual([`There is no transfer ${stray}`]);
    expect(await other.money.wallet(to)).toMatchObject({ balance: '16' });
    expect(await audits()).toHaveLength(1);
  });
});
