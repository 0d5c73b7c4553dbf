import type {
  BusinessTransferPage,
  ListBusinessTransfersInput,
} from '@freehold/core-contracts/business';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { requireAccount } from './account-access.ts';
import { businessTransferFields, toBusinessTransferView } from './transfer-fields.ts';

/** A page of an account's transfers, the newest first. Throws NOT_FOUND `entity.not_found`. */
export async function listBusinessTransfers({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListBusinessTransfersInput;
}): Promise<BusinessTransferPage> {
  const { id: businessAccountId, ownRole } = await requireAccount(ctx, input.businessAccountId);
  const { status } = input;
  const where = {
    businessAccountId,
    ...(status === undefined || status.length === 0 ? {} : { status: { in: status } }),
  };
  const [rows, total] = await Promise.all([
    ctx.db.transfer.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: businessTransferFields,
    }),
    ctx.db.transfer.count({ where }),
  ]);
  return toPage(
    rows.map((row) => toBusinessTransferView(ctx, row, ownRole !== null)),
    total,
    input,
  );
}
