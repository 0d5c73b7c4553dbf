import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';
import { endUserSessions } from './end-user-sessions.ts';

/** Ends the caller's sessions, all of them or all but `exceptSessionId`; gives how many. */
export async function endOwnSessions({
  ctx,
  exceptSessionId,
}: {
  ctx: ServiceContext;
  exceptSessionId?: string;
}): Promise<number> {
  const userId = requireOwnUserId(ctx);
  return inTransaction(ctx.db, async (tx) => {
    // Takes the account's row: a sign-in under way comes before and is ended, or after.
    await tx.user.updateMany({ where: { id: userId }, data: { updatedAt: ctx.clock() } });
    const endedSessions = await endUserSessions(tx, ctx, {
      userId,
      reason: 'ENDED_BY_OWNER',
      exceptSessionId,
    });
    if (endedSessions === 0) return 0;
    await recordAudit(tx, ctx, {
      action: 'session.endAll',
      entityType: 'User',
      entityId: userId,
      changes: { endedSessions, isCurrentKept: exceptSessionId !== undefined },
    });
    return endedSessions;
  });
}
