import { AppError } from '@freehold/core-contracts/errors';
import type { DeleteOrganizationInput } from '@freehold/core-contracts/organizations';
import type { Done } from '@freehold/core-contracts/session';
import { actorId, type ServiceContext } from '../context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { dropKeys } from '../api-keys/authenticate-key.ts';
import { changeOrganization } from './change-organization.ts';
import { closeWallets } from './wallets.ts';
import { setOrganization } from './update-organization.ts';

/**
 * Deletes an organization so that an operator can bring it back within 90 days; its keys stop at the
 * commit. Throws as `changeOrganization`, PRECONDITION_FAILED `version.stale`,
 * CONFLICT `organization.has_money`.
 */
export async function deleteOrganization({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DeleteOrganizationInput;
}): Promise<Done> {
  const { organizationId, version, reason } = input;
  await changeOrganization(ctx, organizationId, 'OWN', {}, async (tx, { name, slug }) => {
    const deletedAt = ctx.clock();
    if (!(await closeWallets(tx, { organizationId }, deletedAt))) {
      throw new AppError('CONFLICT', 'organization.has_money');
    }
    await setOrganization(
      tx,
      { id: organizationId, version },
      { deletedAt, deletedBy: actorId(ctx.actor) },
    );
    await tx.invitation.updateMany({
      where: { organizationId, status: 'PENDING' },
      data: { status: 'REVOKED', decidedAt: ctx.clock() },
    });
    await recordAudit(tx, ctx, {
      action: 'organization.delete',
      entityType: 'Organization',
      entityId: organizationId,
      organizationId,
      reason,
      changes: { name, slug },
    });
  });
  dropKeys(ctx);
  return { isDone: true };
}
