import type { GetWalletInput, OwnWallet } from '@freehold/core-contracts/wallets';
import type { ServiceContext } from '../context.ts';
import { usableWallets, walletNotFound } from './wallet-access.ts';
import { ownWalletFields, toOwnWallet } from './wallet-fields.ts';

/** A wallet that the caller may use. Throws as `usableWallets`, NOT_FOUND `entity.not_found`. */
export async function getUsableWallet({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetWalletInput;
}): Promise<OwnWallet> {
  const row = await ctx.db.wallet.findFirst({
    where: { AND: [{ id: input.walletId }, usableWallets(ctx)] },
    select: ownWalletFields,
  });
  if (row === null) throw walletNotFound();
  return toOwnWallet(row, ctx.tenant.settings.currencyCode);
}
