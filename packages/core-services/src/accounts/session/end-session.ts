import type { SessionEndReason } from '@freehold/core-contracts/enums';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';

/**
 * Ends one living session and its refresh tokens in the caller's transaction, without an audit row
 * of its own; false when there was none to end. `where` narrows it further, e.g. to its owner.
 */
export async function endSession(
  tx: TenantTransaction,
  ctx: ServiceContext,
  options: {
    readonly sessionId: string;
    readonly reason: SessionEndReason;
    readonly userId?: string;
  },
): Promise<boolean> {
  const { sessionId, reason, userId } = options;
  const now = ctx.clock();
  const where: Prisma.SessionWhereInput = { id: sessionId, isValid: true };
  const { count } = await tx.session.updateMany({
    where: userId === undefined ? where : { ...where, userId },
    data: { isValid: false, endedAt: now, endReason: reason },
  });
  if (count === 0) return false;
  await tx.refreshToken.updateMany({
    where: { sessionId, endedAt: null },
    data: { endedAt: now, graceCiphertext: null },
  });
  return true;
}
