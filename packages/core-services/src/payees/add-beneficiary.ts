import { AppError } from '@freehold/core-contracts/errors';
import type { AddBeneficiaryInput, BeneficiaryView } from '@freehold/core-contracts/payees';
import { inTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { beneficiaryFields, toBeneficiaryView } from './beneficiary-fields.ts';
import { findConfirmedPayee } from './confirm-payee.ts';

/** Most payees that one person keeps. */
export const mostBeneficiaries = 500;

/**
 * Saves a payee whose name was given exactly. Throws as `confirmPayee`, INVALID
 * `beneficiary.not_confirmed` and `beneficiary.own_wallet`, CONFLICT `beneficiary.exists`,
 * LIMIT_EXCEEDED `beneficiary.too_many`.
 */
export async function addBeneficiary({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: AddBeneficiaryInput;
}): Promise<BeneficiaryView> {
  const userId = requireOwnUserId(ctx);
  const { address, name, label } = input;
  const payee = await findConfirmedPayee(ctx, { address, name });
  if (payee?.match !== 'MATCH') throw new AppError('INVALID', 'beneficiary.not_confirmed');
  if (payee.userId === userId) throw new AppError('INVALID', 'beneficiary.own_wallet');
  const { walletId, name: verifiedName } = payee;
  const now = ctx.clock();
  return inTransaction(ctx.db, async (tx) => {
    const kept = await tx.beneficiary.count({ where: { userId } });
    if (kept >= mostBeneficiaries) {
      throw new AppError('LIMIT_EXCEEDED', 'beneficiary.too_many', { limit: mostBeneficiaries });
    }
    const [made] = await tx.beneficiary.createManyAndReturn({
      data: [{ userId, walletId, label, verifiedName, verifiedAt: now, createdAt: now }],
      skipDuplicates: true,
      select: beneficiaryFields,
    });
    if (made === undefined) throw new AppError('CONFLICT', 'beneficiary.exists');
    await recordAudit(tx, ctx, {
      action: 'beneficiary.add',
      entityType: 'Beneficiary',
      entityId: made.id,
      changes: { walletId },
    });
    return toBeneficiaryView(made);
  });
}
