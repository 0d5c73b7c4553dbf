import type {
  BusinessAccountDetail,
  RemoveSignatoryInput,
} from '@freehold/core-contracts/business';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { changeAccount } from './change-account.ts';
import { requireSignatory } from './require-signatory.ts';
import { tellSignatory } from './tell-signatories.ts';

/**
 * Takes a signatory off the list at once, even where a band cannot be met without them; what they
 * approved stays approved. Throws as `changeAccount` and NOT_FOUND `entity.not_found`.
 */
export async function removeSignatory({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RemoveSignatoryInput;
}): Promise<BusinessAccountDetail> {
  const { signatoryId, reason } = input;
  return changeAccount(ctx, input, async (tx, account) => {
    const { id, organizationId } = account;
    const { userId, role, weight } = await requireSignatory(tx, id, signatoryId);
    await tx.businessSignatory.updateMany({
      where: { id: signatoryId },
      data: { isActive: false, version: { increment: 1 } },
    });
    await tellSignatory(tx, ctx, 'business.signatoryRemoved', account, userId);
    await recordAudit(tx, ctx, {
      action: 'businessAccount.removeSignatory',
      entityType: 'BusinessAccount',
      entityId: id,
      organizationId,
      reason,
      changes: { userId, role, weight },
    });
  });
}
