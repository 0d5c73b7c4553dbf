import { findOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';

/** The organization that holds a wallet, where the caller is its owner or administrator; null otherwise. */
export async function managedOrganization(
  ctx: ServiceContext,
  walletId: string,
): Promise<string | null> {
  const userId = findOwnUserId(ctx);
  if (userId === null) return null;
  const wallet = await ctx.db.wallet.findFirst({
    where: {
      id: walletId,
      organization: {
        deletedAt: null,
        memberships: { some: { userId, role: { in: ['OWNER', 'ADMIN'] } } },
      },
    },
    select: { organizationId: true },
  });
  return wallet?.organizationId ?? null;
}
