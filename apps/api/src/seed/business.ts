import { OpenBusinessAccountInput } from '@freehold/core-contracts/business';
import { createBusinessTransfer } from '@freehold/core-services/business/create-business-transfer';
import { decideBusinessTransfer } from '@freehold/core-services/business/decide-business-transfer';
import { openAccount } from '@freehold/core-services/business/open-account';
import { newMoneyId } from '@freehold/core-services/money/transfer-command';
import { distributeGenesis } from '@freehold/core-services/treasury/distribute-genesis';
import type { DemoBank, DemoHolder, DemoOffice } from './demo-bank.ts';

/** A business account with three signatories; `finish` makes a payment that went and one that waits. */
export async function seedBusiness(
  bank: DemoBank,
  people: readonly DemoHolder[],
  { treasurer, admin }: DemoOffice,
): Promise<{ finish(): Promise<void> }> {
  const [owner, finance, clerk, landlord] = people;
  const clinics = await bank.ctx.db.organization.findFirst({
    where: { slug: 'northwind-clinics' },
    select: { id: true },
  });
  if (!owner || !finance || !clerk || !landlord || clinics === null) {
    throw new Error('The demo has no organization for a business account');
  }
  const { id: businessAccountId, walletId } = await openAccount({
    ctx: bank.as(owner.actor),
    input: OpenBusinessAccountInput.parse({
      ...{ organizationId: clinics.id, name: 'Northwind running costs' },
      signatories: [
        { userId: owner.userId, role: 'DIRECTOR', weight: 2 },
        { userId: finance.userId, role: 'FINANCE' },
        { userId: clerk.userId, role: 'CLERK' },
      ],
      rules: [
        { fromAmount: '0', minimumWeight: 1, minimumApprovers: 1 },
        { fromAmount: '1000', minimumWeight: 3, minimumApprovers: 2, requiredRole: 'DIRECTOR' },
      ],
    }),
  });
  const input = {
    ...{ transferId: newMoneyId(bank.ctx), receivers: [{ walletId, amount: '40000' }] },
    ...{ reference: 'Credit line', reason: 'Agreed with Northwind Clinics.' },
  };
  await bank.agree(distributeGenesis({ ctx: bank.as(treasurer), input }), admin);
  await bank.settle();
  const ask = (key: string, amount: string, reference: string) =>
    createBusinessTransfer({
      ctx: bank.as(clerk.actor),
      input: {
        ...{ businessAccountId, requestId: `demo-${key}`, reference },
        legs: [{ toWalletId: landlord.walletId, amount }],
      },
    });
  return {
    async finish() {
      const { id: transferId } = await ask('cleaning', '640', 'Cleaning in October');
      await bank.settle();
      const decision = { transferId, decision: 'APPROVE' } as const;
      await decideBusinessTransfer({ ctx: bank.as(finance.actor), input: decision });
      await bank.settle();
      await ask('rent', '3200', 'Rent of the practice');
      await bank.settle();
    },
  };
}
