import type { OwnWallet } from '@freehold/core-contracts/wallets';
import type { ServiceContext } from '../context.ts';
import { usableWallets } from './wallet-access.ts';
import { ownWalletFields, toOwnWallet } from './wallet-fields.ts';

const mostWallets = 200;

/** The wallets that the caller may use, the own ones first, at most 200. Throws as `usableWallets`. */
export async function listUsableWallets({ ctx }: { ctx: ServiceContext }): Promise<OwnWallet[]> {
  const rows = await ctx.db.wallet.findMany({
    where: usableWallets(ctx),
    orderBy: [{ userId: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }, { id: 'asc' }],
    take: mostWallets,
    select: ownWalletFields,
  });
  return rows.map((row) => toOwnWallet(row, ctx.tenant.settings.currencyCode));
}
