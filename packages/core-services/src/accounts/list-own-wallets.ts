import type { WalletView } from '@freehold/core-contracts/wallets';
import type { ServiceContext } from '../context.ts';
import { requireOwnUserId } from './own-account.ts';
import { shownWallets, toWalletView } from './user-fields.ts';

/** The caller's own wallets, oldest first, at most 100. Throws NOT_FOUND `entity.not_found`. */
export async function listOwnWallets({ ctx }: { ctx: ServiceContext }): Promise<WalletView[]> {
  const rows = await ctx.db.wallet.findMany({
    ...shownWallets,
    where: { ...shownWallets.where, userId: requireOwnUserId(ctx) },
  });
  return rows.map((row) => toWalletView(row, ctx.tenant.settings.currencyCode));
}
