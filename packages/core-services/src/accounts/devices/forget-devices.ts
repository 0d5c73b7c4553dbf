import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';

/** Forgets every remembered browser of a person in the caller's transaction; gives how many. */
export async function forgetDevices(
  tx: TenantTransaction,
  ctx: ServiceContext,
  userId: string,
): Promise<number> {
  const { count } = await tx.trustedDevice.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: ctx.clock() },
  });
  return count;
}
