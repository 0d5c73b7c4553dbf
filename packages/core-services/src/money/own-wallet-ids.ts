import type { ServiceContext } from '../context.ts';
import { usableWallets } from '../wallets/wallet-access.ts';

const mostWallets = 200;

/** Ids of the wallets that the caller may use, at most 200; of `walletId` alone when it is given. Throws as `usableWallets`. */
export async function ownWalletIds(
  ctx: ServiceContext,
  walletId?: string,
): Promise<ReadonlySet<string>> {
  const { actor } = ctx;
  // What a key may see of transfers is its scope for those, whatever it may see of wallets.
  const own =
    actor.kind === 'API_KEY' ? { organizationId: actor.organizationId } : usableWallets(ctx);
  const rows = await ctx.db.wallet.findMany({
    where: { AND: [own, walletId === undefined ? {} : { id: walletId }] },
    orderBy: { id: 'asc' },
    take: mostWallets,
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
