import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceTenant } from '../context.ts';
import { approveProposal } from '../proposals/approve-proposal.ts';
import { getTransferDetail } from './get-transfer-detail.ts';
import { soundMoney, type TestMoney } from './money.testing.ts';
import { reverseTransfer } from './reverse-transfer.ts';
import { codeOf, input, openHouse, operator, send } from './transfer-verbs.testing.ts';

const fourEyes = (tenant: ServiceTenant): ServiceTenant => ({
  ...tenant,
  settings: { ...tenant.settings, isFourEyesRequired: true },
});

let money: TestMoney;
beforeAll(async () => {
  money = await openHouse();
});
afterAll(() => money.close());

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
    expect(detail).toMatchObject({ status: 'CONFIRMED', canReverse: false, refusal: null });
    await money.confirm(detail.reversals[0]!.id);
    const { version } = await money.transfer(transferId);
    expect(version).toBe(2);
    expect(await money.wallet(from.walletId)).toMatchObject({ balance: '99.4' });
    expect(await money.transfer(transferId)).toMatchObject({ status: 'REVERSED' });
    expect(await codeOf(reverse(transferId, 2))).toBe('transfer.not_reversible');
    expect(await money.faults()).toEqual(soundMoney);
  });

  test('that was taken back stays so, whatever is said of it again', async () => {
    const { transferId } = await confirmed();
    await reverse(transferId);
    const { id: reversalId } = await money.in(() =>
      money.db.transfer.findFirstOrThrow({ where: { reversalOfId: transferId } }),
    );
    const [version, status] = [7, 'REVERSED' as const];
    await money.in(() =>
      money.db.transfer.updateMany({ where: { id: transferId }, data: { status, version } }),
    );
    await money.confirm(reversalId);
    expect(await money.transfer(transferId)).toMatchObject({ status, version });
    expect(await money.confirm(transferId)).toMatchObject([{ result: 'UNCHANGED', status }]);
    expect(await money.refuse(transferId)).toMatchObject([{ result: 'MISMATCH', status }]);
  });

  test('is taken back by somebody else than its sender', async () => {
    const { from, transferId } = await confirmed();
    const ctx = money.as({ ...operator, userId: from.userId, homeTenantId: money.tenant.id });
    const given = { transferId, version: 1, reason: 'I want it back' };
    const own = () => money.in(() => reverseTransfer({ ctx, input: given }));
    expect(await codeOf(own())).toBe('transfer.own');
    const detail = await money.in(() => getTransferDetail({ ctx, input: { transferId } }));
    expect(detail).toMatchObject({ canReverse: false, refusal: { code: 'transfer.own' } });
    // Nor is it proposed to another: as with a loan, whoever gains from it stays out of it.
    const asking = money.in(() =>
      reverseTransfer({
        ctx: { ...ctx, tenant: fourEyes(ctx.tenant) },
        input: given,
      }),
    );
    expect(await codeOf(asking)).toBe('transfer.own');
    expect(await reverse(transferId)).toMatchObject({ state: 'DONE' });
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
