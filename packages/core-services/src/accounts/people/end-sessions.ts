import { AppError } from '@freehold/core-contracts/errors';
import type { EndUserSessionsInput } from '@freehold/core-contracts/people';
import type { EndedSessions } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { endSession } from '../session/end-session.ts';
import { endUserSessions } from '../session/end-user-sessions.ts';
import { assertMayActOn } from './person.ts';

/** Ends one session of a person, or all. Throws NOT_FOUND `entity.not_found` and FORBIDDEN as `assertMayActOn`. */
export async function endSessionsOf({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: EndUserSessionsInput;
}): Promise<EndedSessions> {
  const { userId, sessionId, reason: because } = input;
  return inTransaction(ctx.db, async (tx) => {
    const person = await tx.user.findFirst({
      where: { id: userId },
      select: { id: true, email: true, role: true },
    });
    if (person === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
    assertMayActOn(ctx, person);
    const reason = 'ENDED_BY_OPERATOR';
    const ended =
      sessionId === undefined
        ? await endUserSessions(tx, ctx, { userId, reason })
        : Number(await endSession(tx, ctx, { sessionId, userId, reason }));
    if (ended === 0) {
      if (sessionId === undefined) return { ended };
      throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Session' });
    }
    await recordAudit(tx, ctx, {
      action: 'user.endSessions',
      entityType: 'User',
      entityId: userId,
      reason: because,
      changes: { ended, ...(sessionId === undefined ? {} : { sessionId }) },
    });
    return { ended };
  });
}
