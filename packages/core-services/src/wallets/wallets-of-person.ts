import { Prisma, type TenantTransaction } from '@freehold/core-db';
import { lockWallets } from './lock-wallets.ts';

/** Holds a person's wallets until the end of the transaction; gives their ids. */
export function lockWalletsOf(tx: TenantTransaction, userId: string): Promise<string[]> {
  return lockWallets(tx, Prisma.sql`"userId" = ${userId}::uuid`);
}

/** The same ids, of whoever only looks. */
export async function listWalletsOf(tx: TenantTransaction, userId: string): Promise<string[]> {
  const rows = await tx.wallet.findMany({ where: { userId }, take: 1_000, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** Closes the wallets of somebody who leaves, so that nothing is sent there any more. They are empty and held. */
export async function closeWalletsOf(
  tx: TenantTransaction,
  userId: string,
  { deletedAt, deletedBy }: { readonly deletedAt: Date; readonly deletedBy: string | null },
): Promise<void> {
  await tx.wallet.updateMany({
    where: { userId, deletedAt: null },
    data: { deletedAt, deletedBy, version: { increment: 1 } },
  });
}

/** Opens the wallets again of somebody who is restored. */
export async function reopenWalletsOf(tx: TenantTransaction, userId: string): Promise<void> {
  await lockWalletsOf(tx, userId);
  await tx.wallet.updateMany({
    where: { userId, deletedAt: { not: null } },
    data: { deletedAt: null, deletedBy: null, version: { increment: 1 } },
  });
}
