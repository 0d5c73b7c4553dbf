import type { TenantTransaction } from '@freehold/core-db';

/** Takes whoever leaves an organization off the lists of its accounts, in the caller's transaction. */
export async function endSigning(
  tx: TenantTransaction,
  { organizationId, userId }: { readonly organizationId: string; readonly userId: string },
): Promise<void> {
  await tx.businessSignatory.updateMany({
    where: { userId, isActive: true, businessAccount: { organizationId } },
    data: { isActive: false, version: { increment: 1 } },
  });
}
