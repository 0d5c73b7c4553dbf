import { Prisma, type TenantTransaction } from '@freehold/core-db';
import { lockWallets } from '../wallets/lock-wallets.ts';

/** Wallets that are closed at once. */
const mostWallets = 1_000;
const underWay = {
  status: { in: ['PENDING', 'AWAITING_APPROVAL'] },
} satisfies Prisma.TransferWhereInput;

/** Closes wallets. False where one is not empty or money is on its way from or to one: then the caller undoes it all. */
export async function closeWallets(
  tx: TenantTransaction,
  which: Pick<Prisma.WalletWhereInput, 'id' | 'organizationId'>,
  deletedAt: Date,
): Promise<boolean> {
  const open = await tx.wallet.findMany({
    where: { ...which, deletedAt: null },
    select: { id: true },
    take: mostWallets,
  });
  await lockWallets(tx, Prisma.sql`"id" = ANY (${open.map(({ id }) => id)}::uuid[])`);
  const wallets = await tx.wallet.updateManyAndReturn({
    where: { ...which, deletedAt: null },
    data: { deletedAt, version: { increment: 1 } },
    limit: mostWallets,
    select: { id: true, cachedBalance: true },
  });
  if (wallets.length === 0) return true;
  if (wallets.some(({ cachedBalance }) => !cachedBalance.isZero())) return false;
  return !(await isMoving(tx, { in: wallets.map(({ id }) => id) }));
}

// One after the other: each is answered from an index of its own.
async function isMoving(tx: TenantTransaction, ids: { in: string[] }): Promise<boolean> {
  const select = { id: true } as const;
  const sent = await tx.transfer.findFirst({ where: { fromWalletId: ids, ...underWay }, select });
  if (sent !== null) return true;
  const coming = await tx.transfer.findFirst({ where: { toWalletId: ids, ...underWay }, select });
  if (coming !== null) return true;
  const share = await tx.transferLeg.findFirst({
    where: { toWalletId: ids, transfer: underWay },
    select: { transferId: true },
  });
  return share !== null;
}

/** Opens the wallets again that were closed with their organization. */
export async function reopenWallets(
  tx: TenantTransaction,
  organizationId: string,
  deletedAt: Date,
): Promise<void> {
  await tx.wallet.updateMany({
    where: { organizationId, deletedAt },
    data: { deletedAt: null, version: { increment: 1 } },
  });
}
