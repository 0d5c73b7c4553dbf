import { AppError } from '@freehold/core-contracts/errors';
import type {
  DeleteOrganizationInput,
  OrganizationDetail,
} from '@freehold/core-contracts/organizations';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { requireOrganization } from './access.ts';
import { getOrganization } from './get-organization.ts';
import { setOrganization } from './update-organization.ts';
import { reopenWallets } from './wallets.ts';

/**
 * Brings a deleted organization back, for operators; its keys work again. Throws NOT_FOUND
 * `entity.not_found`, CONFLICT `organization.not_deleted`, PRECONDITION_FAILED `version.stale`.
 */
export async function restoreOrganization({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DeleteOrganizationInput;
}): Promise<OrganizationDetail> {
  const { organizationId, version, reason } = input;
  const options = { isDeletedIncluded: true };
  await inTransaction(ctx.db, async (tx) => {
    const row = await requireOrganization(ctx, organizationId, 'OPERATE', { ...options, tx });
    if (row.deletedAt === null) throw new AppError('CONFLICT', 'organization.not_deleted');
    await setOrganization(
      tx,
      { id: organizationId, version },
      { deletedAt: null, deletedBy: null },
    );
    await reopenWallets(tx, organizationId, row.deletedAt);
    await recordAudit(tx, ctx, {
      action: 'organization.restore',
      entityType: 'Organization',
      entityId: organizationId,
      organizationId,
      reason,
      changes: { deletedAt: { before: row.deletedAt.toISOString(), after: null } },
    });
  });
  return getOrganization({ ctx, input: { organizationId } });
}
