import { AppError } from '@freehold/core-contracts/errors';
import type { QuoteTransferInput, TransferQuote } from '@freehold/core-contracts/transfers';
import type { ServiceContext } from '../context.ts';
import { usableWallets } from '../wallets/wallet-access.ts';
import { addAmounts, fromUnits, toUnits } from './amount-units.ts';
import { transferFee } from './transfer-fee.ts';

/** What a transfer would cost now, and whether the wallet has it. Throws NOT_FOUND `entity.not_found` for a wallet that is not there or not the caller's, INVALID `transfer.same_wallet`. */
export async function quoteTransfer({
  ctx,
  input: { fromWalletId, toWalletId, amount },
}: {
  ctx: ServiceContext;
  input: QuoteTransferInput;
}): Promise<TransferQuote> {
  const [from, to] = await Promise.all([
    ctx.db.wallet.findFirst({
      where: { AND: [{ id: fromWalletId }, usableWallets(ctx)] },
      select: { cachedBalance: true, heldBalance: true },
    }),
    ctx.db.wallet.findFirst({
      where: { id: toWalletId, systemKey: null, deletedAt: null },
      select: { id: true },
    }),
  ]);
  if (from === null || to === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Wallet' });
  }
  if (fromWalletId === toWalletId) throw new AppError('INVALID', 'transfer.same_wallet');
  const fee = transferFee(ctx.tenant.settings.money.fee, amount);
  const total = addAmounts([amount, fee]);
  const available = toUnits(from.cachedBalance.toFixed()) - toUnits(from.heldBalance.toFixed());
  return {
    ...{ amount, fee, total },
    available: fromUnits(available),
    isCovered: toUnits(total) <= available,
    currencyCode: ctx.tenant.settings.currencyCode,
  };
}
