import { ChangeSignatoryInput, mostRules } from '@freehold/core-contracts/business';
import type { AccountChangeOutcome } from '@freehold/core-contracts/business-changes';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { changeOrPropose, type AccountAct } from './change-account.ts';
import { accountSubject, ofAccount } from './change-deciders.ts';
import { givesSignatoryPower } from './gives-power.ts';
import { advanceAccount } from './hold-account.ts';
import { requireSignatory } from './require-signatory.ts';
import { tellSignatory } from './tell-signatories.ts';

export const changeSignatoryAct: AccountAct<ChangeSignatoryInput> = {
  ...ofAccount,
  action: 'businessAccount.changeSignatory',
  schema: ChangeSignatoryInput,
  reasonOf: ({ reason }) => reason ?? '',
  async givesPower(tx, { businessAccountId, signatoryId, role, weight }) {
    const before = await requireSignatory(tx, businessAccountId, signatoryId);
    const bands = await tx.businessRule.findMany({
      where: { businessAccountId },
      take: mostRules,
      select: {
        minimumWeight: true,
        minimumApprovers: true,
        requiredRole: true,
        isInitiatorCounted: true,
      },
    });
    return givesSignatoryPower(before, { role, weight }, bands);
  },
  async look(tx, _ctx, input) {
    const { subject } = await accountSubject(tx, input);
    await requireSignatory(tx, input.businessAccountId, input.signatoryId);
    return subject;
  },
  async carryOut(tx, ctx, input) {
    const { signatoryId, role, weight, reason } = input;
    const account = await advanceAccount(tx, input);
    const before = await requireSignatory(tx, account.id, signatoryId);
    const { userId } = before;
    await tx.businessSignatory.updateMany({
      where: { id: signatoryId },
      data: { role, weight, version: { increment: 1 } },
    });
    await tellSignatory(tx, ctx, 'business.signatoryChanged', account, userId);
    await recordAudit(tx, ctx, {
      action: 'businessAccount.changeSignatory',
      entityType: 'BusinessAccount',
      entityId: account.id,
      organizationId: account.organizationId,
      reason,
      changes: {
        userId,
        role: { before: before.role, after: role },
        weight: { before: before.weight, after: weight },
      },
    });
    return account.version;
  },
};

/**
 * Changes a signatory's role and weight: at once where it gives them no power, else it is proposed.
 * Approvals given stay as they were. Throws as `changeOrPropose` and NOT_FOUND `entity.not_found`.
 */
export function changeSignatory({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ChangeSignatoryInput;
}): Promise<AccountChangeOutcome> {
  return changeOrPropose(ctx, changeSignatoryAct, input);
}
