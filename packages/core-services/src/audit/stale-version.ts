import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';

/** The error for a caller who has seen an older version: the current one, and who made it. */
export async function staleVersion(
  tx: TenantTransaction,
  entity: { readonly type: string; readonly id: string; readonly version: number },
): Promise<AppError> {
  const last = await tx.auditLog.findFirst({
    where: { entityType: entity.type, entityId: entity.id },
    orderBy: [{ createdAt: 'desc' }, { sequence: 'desc' }],
    select: { actorName: true },
  });
  return new AppError('PRECONDITION_FAILED', 'version.stale', {
    currentVersion: entity.version,
    changedBy: last?.actorName ?? '',
  });
}
