import type {
  BusinessTransferInput,
  BusinessTransferView,
} from '@freehold/core-contracts/business';
import { AppError } from '@freehold/core-contracts/errors';
import type { ServiceContext } from '../context.ts';
import { requireAccount } from './account-access.ts';
import { businessTransferFields, toBusinessTransferView } from './transfer-fields.ts';

/** One transfer of an account that the caller may see. Throws NOT_FOUND `entity.not_found`. */
export async function getBusinessTransfer({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: BusinessTransferInput;
}): Promise<BusinessTransferView> {
  const row = await findRow(ctx, input.transferId);
  if (row === null || row.businessAccountId === null) throw transferNotFound();
  const { ownRole } = await requireAccount(ctx, row.businessAccountId);
  return toBusinessTransferView(ctx, row, ownRole !== null);
}

/**
 * What a signatory has just done, as it stands: they see it even if they were taken off the list
 * at that very moment. Throws NOT_FOUND `entity.not_found`.
 */
export async function showToSignatory(
  ctx: ServiceContext,
  transferId: string,
): Promise<BusinessTransferView> {
  const row = await findRow(ctx, transferId);
  if (row === null) throw transferNotFound();
  return toBusinessTransferView(ctx, row, true);
}

function findRow({ db }: ServiceContext, id: string) {
  return db.transfer.findFirst({
    where: { id, businessAccountId: { not: null } },
    select: businessTransferFields,
  });
}

/** The error for a transfer that is not there, or not for the caller. */
export function transferNotFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Transfer' });
}
