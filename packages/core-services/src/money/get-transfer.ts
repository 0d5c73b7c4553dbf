import { AppError } from '@freehold/core-contracts/errors';
import type { TransferInput, TransferView } from '@freehold/core-contracts/transfers';
import type { ServiceContext } from '../context.ts';
import { ownWalletIds } from './own-wallet-ids.ts';
import { toReceivedView, toTransferView, transferFields } from './transfer-fields.ts';

/** One of the caller's own transfers, as that side of it sees it. Throws NOT_FOUND `entity.not_found`; so is one on its way for its receiver. */
export async function getTransfer({
  ctx,
  input: { transferId },
}: {
  ctx: ServiceContext;
  input: TransferInput;
}): Promise<TransferView> {
  const [row, walletIds] = await Promise.all([
    ctx.db.transfer.findFirst({ where: { id: transferId }, select: transferFields }),
    ownWalletIds(ctx),
  ]);
  const { currencyCode } = ctx.tenant.settings;
  if (row !== null && walletIds.has(row.from.id)) return toTransferView(row, currencyCode);
  const receivers = row === null ? [] : [row.to, ...row.legs.map(({ to }) => to)];
  const isReceived = receivers.some((to) => to !== null && walletIds.has(to.id));
  const isPaid = row?.status === 'CONFIRMED' || row?.status === 'REVERSED';
  if (row === null || !isReceived || !isPaid) throw transferNotFound();
  return toReceivedView(row, currencyCode, walletIds);
}

/** The error for a transfer that is not there, or not for the caller. */
export function transferNotFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Transfer' });
}
