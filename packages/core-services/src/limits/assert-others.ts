import type { LimitScope } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import { isOwnHolding } from '../accounts/own-holding.ts';
import type { ServiceContext } from '../context.ts';

/**
 * Refuses whoever the limit is for, or whose organization it is for. Throws FORBIDDEN `limit.own`.
 * What a role, a tier or everybody may send is no one person's: whoever may set limits sets that.
 */
export async function assertOthers(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { scope, scopeKey }: { readonly scope: LimitScope; readonly scopeKey: string },
): Promise<void> {
  const holding = {
    userId: scope === 'USER' ? scopeKey : null,
    organizationId: scope === 'ORGANIZATION' ? scopeKey : null,
  };
  if (await isOwnHolding(tx, ctx, holding)) throw new AppError('FORBIDDEN', 'limit.own');
}
