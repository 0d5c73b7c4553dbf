import type {
  BusinessAccountDetail,
  ChangeSignatoryInput,
} from '@freehold/core-contracts/business';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { changeAccount } from './change-account.ts';
import { requireSignatory } from './require-signatory.ts';

/** Changes a signatory's role and weight; approvals given stay as they were. Throws as `changeAccount` and NOT_FOUND `entity.not_found`. */
export async function changeSignatory({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ChangeSignatoryInput;
}): Promise<BusinessAccountDetail> {
  const { signatoryId, role, weight } = input;
  return changeAccount(ctx, input, async (tx, { id, organizationId }) => {
    const before = await requireSignatory(tx, id, signatoryId);
    await tx.businessSignatory.updateMany({
      where: { id: signatoryId },
      data: { role, weight, version: { increment: 1 } },
    });
    await recordAudit(tx, ctx, {
      action: 'businessAccount.changeSignatory',
      entityType: 'BusinessAccount',
      entityId: id,
      organizationId,
      changes: {
        userId: before.userId,
        role: { before: before.role, after: role },
        weight: { before: before.weight, after: weight },
      },
    });
  });
}
