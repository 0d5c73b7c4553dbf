/*
 * Whose wallets somebody may look into: their own; those of an organization whose owner or
 * administrator they are, or whose business account they sign for; with a key, its organization's.
 * Any other wallet is not there for them, so that ids tell nothing.
 */
import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, TenantClient, TenantTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';

/** The wallets that the caller may use. Throws NOT_FOUND `entity.not_found` without an account of their own here, FORBIDDEN `apiKey.scope_missing`. */
export function usableWallets(ctx: ServiceContext): Prisma.WalletWhereInput {
  const { actor } = ctx;
  if (actor.kind === 'API_KEY') {
    if (!actor.scopes.includes('wallet.read')) {
      throw new AppError('FORBIDDEN', 'apiKey.scope_missing', { scope: 'wallet.read' });
    }
    return { deletedAt: null, organizationId: actor.organizationId };
  }
  const userId = requireOwnUserId(ctx);
  const managing: Prisma.MembershipListRelationFilter = {
    some: { userId, role: { in: ['OWNER', 'ADMIN'] } },
  };
  return {
    deletedAt: null,
    OR: [
      { userId },
      { organization: { deletedAt: null, memberships: managing } },
      {
        organization: { deletedAt: null },
        businessAccount: { signatories: { some: { userId, isActive: true } } },
      },
    ],
  };
}

/** Throws NOT_FOUND `entity.not_found` for a wallet that the caller may not use. */
export async function assertUsableWallet(ctx: ServiceContext, walletId: string): Promise<void> {
  const found = await ctx.db.wallet.findFirst({
    where: { AND: [{ id: walletId }, usableWallets(ctx)] },
    select: { id: true },
  });
  if (found === null) throw walletNotFound();
}

/** Throws NOT_FOUND `entity.not_found` for a wallet that the tenant does not have. */
export async function assertWallet(
  db: TenantClient | TenantTransaction,
  walletId: string,
): Promise<void> {
  const found = await db.wallet.findFirst({ where: { id: walletId }, select: { id: true } });
  if (found === null) throw walletNotFound();
}

/** The error for a wallet that is not there, or not for the caller. */
export function walletNotFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Wallet' });
}
