import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';

/** People who may sign for an organization: active members. Throws CONFLICT `business.not_a_member`. */
export async function assertMaySign(
  tx: TenantTransaction,
  organizationId: string,
  userIds: readonly string[],
): Promise<void> {
  const wanted = [...new Set(userIds)];
  const members = await tx.membership.findMany({
    where: {
      organizationId,
      userId: { in: wanted },
      user: { deletedAt: null, status: 'ACTIVE' },
    },
    take: wanted.length,
    select: { userId: true },
  });
  if (members.length !== wanted.length) throw new AppError('CONFLICT', 'business.not_a_member');
}

/** A signatory who is on the list. Throws NOT_FOUND `entity.not_found`. */
export async function requireSignatory(
  tx: TenantTransaction,
  businessAccountId: string,
  signatoryId: string,
) {
  const row = await tx.businessSignatory.findFirst({
    where: { id: signatoryId, businessAccountId, isActive: true },
    select: { id: true, userId: true, role: true, weight: true },
  });
  if (row !== null) return row;
  throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'BusinessSignatory' });
}
