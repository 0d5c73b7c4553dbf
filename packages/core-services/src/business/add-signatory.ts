import {
  mostSignatories,
  type AddSignatoryInput,
  type BusinessAccountDetail,
} from '@freehold/core-contracts/business';
import { AppError } from '@freehold/core-contracts/errors';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { changeAccount } from './change-account.ts';
import { assertMaySign } from './require-signatory.ts';
import { tellSignatory } from './tell-signatories.ts';

/**
 * Puts a member of the organization on an account's list; what waits already is none of theirs.
 * Throws as `changeAccount`, CONFLICT `business.not_a_member` and `business.signatory_twice`,
 * LIMIT_EXCEEDED `business.too_many_signatories`.
 */
export async function addSignatory({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: AddSignatoryInput;
}): Promise<BusinessAccountDetail> {
  const { userId, role, weight } = input;
  return changeAccount(ctx, input, async (tx, account) => {
    const { id: businessAccountId, organizationId } = account;
    await assertMaySign(tx, organizationId, [userId]);
    const known = await tx.businessSignatory.findFirst({
      where: { businessAccountId, userId },
      select: { id: true, isActive: true },
    });
    if (known?.isActive === true) throw new AppError('CONFLICT', 'business.signatory_twice');
    const count = await tx.businessSignatory.count({
      where: { businessAccountId, isActive: true },
    });
    if (count >= mostSignatories) {
      throw new AppError('LIMIT_EXCEEDED', 'business.too_many_signatories', {
        maximum: mostSignatories,
      });
    }
    if (known === null) {
      await tx.businessSignatory.create({
        data: { businessAccountId, userId, role, weight },
        select: { id: true },
      });
    } else {
      await tx.businessSignatory.updateMany({
        where: { id: known.id },
        data: { role, weight, isActive: true, version: { increment: 1 } },
      });
    }
    await tellSignatory(tx, ctx, 'business.signatoryAdded', account, userId);
    await recordAudit(tx, ctx, {
      action: 'businessAccount.addSignatory',
      entityType: 'BusinessAccount',
      entityId: businessAccountId,
      organizationId,
      changes: { userId, role, weight },
    });
  });
}
