import type {
  BusinessAccountDetail,
  CloseBusinessAccountInput,
} from '@freehold/core-contracts/business';
import { AppError } from '@freehold/core-contracts/errors';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { closeWallets } from '../organizations/wallets.ts';
import { changeAccount } from './change-account.ts';

/** Closes an empty account for good, with its wallet. Throws as `changeAccount` and CONFLICT `business.has_money`. */
export async function closeAccount({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CloseBusinessAccountInput;
}): Promise<BusinessAccountDetail> {
  return changeAccount(ctx, input, async (tx, { id, walletId, organizationId }) => {
    if (!(await closeWallets(tx, { id: walletId }, ctx.clock()))) {
      throw new AppError('CONFLICT', 'business.has_money');
    }
    await tx.businessAccount.updateMany({ where: { id }, data: { status: 'CLOSED' } });
    await recordAudit(tx, ctx, {
      action: 'businessAccount.close',
      entityType: 'BusinessAccount',
      entityId: id,
      organizationId,
      reason: input.reason,
      changes: { status: { before: 'ACTIVE', after: 'CLOSED' } },
    });
  });
}
