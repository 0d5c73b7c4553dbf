import type { OrganizationInput } from '@freehold/core-contracts/organizations';
import type { OwnWallet } from '@freehold/core-contracts/wallets';
import type { ServiceContext } from '../context.ts';
import { requireOrganization } from '../organizations/access.ts';
import { ownWalletFields, toOwnWallet } from './wallet-fields.ts';

const mostWallets = 100;

/** The wallets of an organization that the caller manages, or of the key's, the oldest first, at most 100. Throws as `requireOrganization`. */
export async function listOrganizationWallets({
  ctx,
  input: { organizationId },
}: {
  ctx: ServiceContext;
  input: OrganizationInput;
}): Promise<OwnWallet[]> {
  await requireOrganization(ctx, organizationId, 'MANAGE', { scope: 'wallet.read' });
  const rows = await ctx.db.wallet.findMany({
    where: { organizationId, deletedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: mostWallets,
    select: ownWalletFields,
  });
  return rows.map((row) => toOwnWallet(row, ctx.tenant.settings.currencyCode));
}
