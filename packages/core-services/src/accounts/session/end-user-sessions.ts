import type { SessionEndReason } from '@freehold/core-contracts/enums';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';

export interface EndUserSessions {
  readonly userId: string;
  readonly reason: SessionEndReason;
  /** Goes on: the one the caller acts in. */
  readonly exceptSessionId?: string | undefined;
}

/**
 * Ends the sessions of a person and the refresh tokens of those sessions, in the caller's
 * transaction and without an audit row of its own; gives how many sessions it ended. Whoever must
 * not be overtaken by a sign-in under way writes the person's row first: a new session needs its lock.
 */
export async function endUserSessions(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { userId, reason, exceptSessionId }: EndUserSessions,
): Promise<number> {
  const now = ctx.clock();
  const kept = exceptSessionId === undefined ? null : { not: exceptSessionId };
  // Sessions first: a refresh under way holds its session's row, and what it has committed by the
  // time that row is free is seen by the second statement.
  const { count } = await tx.session.updateMany({
    where: { userId, isValid: true, ...(kept === null ? {} : { id: kept }) },
    data: { isValid: false, endedAt: now, endReason: reason },
  });
  await tx.refreshToken.updateMany({
    where: { userId, endedAt: null, ...(kept === null ? {} : { sessionId: kept }) },
    data: { endedAt: now, graceCiphertext: null },
  });
  return count;
}
