import type { TenantTransaction } from '@freehold/core-db';

/**
 * Takes whoever leaves an organization off the lists of its accounts, in the caller's transaction.
 * A list without them is another version of the account: what was proposed for the one before is
 * no longer carried out.
 */
export async function endSigning(
  tx: TenantTransaction,
  { organizationId, userId }: { readonly organizationId: string; readonly userId: string },
): Promise<void> {
  await tx.businessAccount.updateMany({
    where: { organizationId, signatories: { some: { userId, isActive: true } } },
    data: { version: { increment: 1 } },
  });
  await tx.businessSignatory.updateMany({
    where: { userId, isActive: true, businessAccount: { organizationId } },
    data: { isActive: false, version: { increment: 1 } },
  });
}
