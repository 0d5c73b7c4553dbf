import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { ownerFields, type Owner } from '../credentials/tell-owner.ts';

/** Holds an account's row until the transaction ends, so that changes of its factors come one after the other and no sign-in in between. Throws NOT_FOUND `entity.not_found`. */
export async function lockAccount(
  tx: TenantTransaction,
  ctx: ServiceContext,
  userId: string,
): Promise<Owner> {
  const [owner] = await tx.user.updateManyAndReturn({
    where: { id: userId, deletedAt: null },
    data: { updatedAt: ctx.clock() },
    select: ownerFields,
  });
  if (owner === undefined) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  return owner;
}
