import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import { listWalletsOf, lockWalletsOf } from '../../wallets/wallets-of-person.ts';

/**
 * Refuses to let go of somebody whom others still depend on, and holds the person's row and wallets
 * until the end of the transaction; a look holds nothing. Throws CONFLICT `user.wallet_not_empty`, `user.money_pending` and
 * `organization.owner_cannot_leave`.
 */
export async function assertLeavable(
  tx: TenantTransaction,
  userId: string,
  { isLook = false } = {},
): Promise<void> {
  // Whoever is about to make them an owner holds the row too: it is waited for, then seen.
  if (!isLook) {
    await tx.user.updateMany({ where: { id: userId }, data: { version: { increment: 0 } } });
  }
  // Whoever moves money holds the wallets too.
  const ids = isLook ? await listWalletsOf(tx, userId) : await lockWalletsOf(tx, userId);
  await assertWithoutMoney(tx, userId, ids);
  const owned = await tx.membership.findFirst({
    where: { userId, role: 'OWNER', organization: { deletedAt: null } },
    select: { organization: { select: { name: true } } },
  });
  if (owned === null) return;
  const { name } = owned.organization;
  throw new AppError('CONFLICT', 'organization.owner_cannot_leave', { organization: name });
}

async function assertWithoutMoney(
  tx: TenantTransaction,
  userId: string,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  const filled = await tx.wallet.findFirst({
    where: {
      userId,
      deletedAt: null,
      OR: [{ cachedBalance: { not: 0 } }, { heldBalance: { not: 0 } }],
    },
    select: { id: true },
  });
  if (filled !== null) throw new AppError('CONFLICT', 'user.wallet_not_empty');
  const wallets = { in: ids };
  const moving = await tx.transfer.findFirst({
    where: {
      status: { in: ['PENDING', 'AWAITING_APPROVAL'] },
      OR: [
        { fromWalletId: wallets },
        { toWalletId: wallets },
        { legs: { some: { toWalletId: wallets } } },
      ],
    },
    select: { id: true },
  });
  const borrowing = await tx.loan.findFirst({
    where: { userId, status: { in: ['REQUESTED', 'APPLIED', 'APPROVING'] } },
    select: { id: true },
  });
  if (moving !== null || borrowing !== null) throw new AppError('CONFLICT', 'user.money_pending');
}
