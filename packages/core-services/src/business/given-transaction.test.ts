import { inTransaction, type TenantClient, type TenantTransaction } from '@freehold/core-db';
import { CreateBusinessTransferInput } from '@freehold/core-contracts/business';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, ServiceContext } from '../context.ts';
import { TestBusiness } from './business.testing.ts';
import { createBusinessTransfer } from './create-business-transfer.ts';
import { decideBusinessTransfer } from './decide-business-transfer.ts';

let house: TestBusiness;
let payee: Awaited<ReturnType<TestBusiness['addPayee']>>;

beforeAll(async () => {
  house = await TestBusiness.open();
  payee = await house.addPayee();
});
afterAll(() => house.close());

// As a call under an idempotency key: the transaction stands in the place of the client.
const onTransaction = (actor: Actor, tx: TenantTransaction): ServiceContext => ({
  ...house.world.as(actor),
  db: tx as unknown as TenantClient,
});

test('a transfer is asked for and decided in a transaction that is given, or not at all', async () => {
  const account = await house.addAccount();
  const [initiator, second, third] = account.people.map(({ actor }) => actor);
  const input = CreateBusinessTransferInput.parse({
    businessAccountId: account.id,
    requestId: randomUUID(),
    legs: [{ toWalletId: payee.walletId, amount: '100' }],
  });
  const undone = new Error('undone');
  const askAndDecide = (isUndone: boolean) =>
    house.world.in(() =>
      inTransaction(house.db, async (tx) => {
        const ctx = onTransaction(initiator!, tx);
        const { id: transferId } = await createBusinessTransfer({ ctx, input });
        const decide = (actor: Actor) =>
          decideBusinessTransfer({
            ctx: onTransaction(actor, tx),
            input: { transferId, decision: 'APPROVE' },
          });
        await decide(second!);
        const { status } = await decide(third!);
        if (isUndone) throw undone;
        return status;
      }),
    );
  await expect(askAndDecide(true)).rejects.toBe(undone);
  let { cachedBalance, heldBalance } = await house.wallet(account.walletId);
  expect([cachedBalance.toFixed(), heldBalance.toFixed()]).toEqual(['1000', '0']);
  expect(await askAndDecide(false)).toBe('PENDING');
  ({ cachedBalance, heldBalance } = await house.wallet(account.walletId));
  expect([cachedBalance.toFixed(), heldBalance.toFixed()]).toEqual(['900', '0']);
});
