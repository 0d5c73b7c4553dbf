import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { decideTransfer } from '../money/decide-transfer.ts';
import { sendMany } from '../money/send-many.ts';
import { sendMoney } from '../money/send-money.ts';
import { TestBusiness, type TestAccount } from './business.testing.ts';

let house: TestBusiness;
let account: TestAccount;
let payee: Awaited<ReturnType<TestBusiness['addPayee']>>;

beforeAll(async () => {
  house = await TestBusiness.open();
  payee = await house.addPayee();
  account = await house.addAccount();
});
afterAll(() => house.close());

async function assertNothingMoved() {
  const { cachedBalance, heldBalance } = await house.wallet(account.walletId);
  expect([cachedBalance.toFixed(), heldBalance.toFixed()]).toEqual(['1000', '0']);
}

const transfer = () => ({
  requestId: randomUUID(),
  fromWalletId: account.walletId,
  toWalletId: payee.walletId,
  amount: '1',
});

test('neither the owner nor a key of the organization sends from its wallet plainly', async () => {
  const key = house.world.keyActor(account.organizationId, 'transfer.create', 'wallet.read');
  for (const actor of [account.owner.actor, key]) {
    const ctx = house.world.as(actor);
    const sent = await house.world.in(() => sendMoney({ ctx, input: transfer() }));
    expect(sent).toMatchObject({ outcome: 'REJECTED', reasons: ['transfer.business_account'] });
  }
  const ctx = house.world.as(key);
  const many = await house.world.in(() => sendMany({ ctx, input: { transfers: [transfer()] } }));
  expect(many.results).toMatchObject([
    { outcome: 'REJECTED', reasons: ['transfer.business_account'] },
  ]);
  await assertNothingMoved();
});

test('a signatory who does not manage the organization is told that there is no such wallet', async () => {
  const ctx = house.world.as(account.people[0]!.actor);
  await expect(house.world.in(() => sendMoney({ ctx, input: transfer() }))).rejects.toMatchObject({
    code: 'entity.not_found',
  });
  await assertNothingMoved();
});

test('an operator neither lets go nor declines what waits for signatories', async () => {
  const other = await house.addAccount();
  const { id: transferId } = await house.ask(other, other.people[0]!.actor, payee.walletId);
  const { version } = await house.world.in(() =>
    house.db.transfer.findFirstOrThrow({ where: { id: transferId } }),
  );
  const operator: Actor = await house.world.house.addStaff(house.world.tenant, 'TREASURER');
  for (const decision of ['APPROVE', 'REJECT'] as const) {
    const input = { transferId, version, decision, reason: 'In a hurry' };
    await expect(
      house.world.in(() => decideTransfer({ ctx: house.world.as(operator), input })),
    ).rejects.toMatchObject({ code: 'transfer.held_by_rule' });
  }
  expect(await house.commandsOf(transferId)).toHaveLength(1);
});
