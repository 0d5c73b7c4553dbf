import { AppError } from '@freehold/core-contracts/errors';
import type { EndSessionInput } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';
import { endSession } from './end-session.ts';

/** Ends one of the caller's sessions. Throws NOT_FOUND `entity.not_found` for one that is not theirs or is over. */
export async function endOwnSession({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: EndSessionInput;
}): Promise<void> {
  const userId = requireOwnUserId(ctx);
  const { sessionId } = input;
  await inTransaction(ctx.db, async (tx) => {
    if (!(await endSession(tx, ctx, { sessionId, userId, reason: 'ENDED_BY_OWNER' }))) {
      throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Session' });
    }
    await recordAudit(tx, ctx, {
      action: 'session.end',
      entityType: 'Session',
      entityId: sessionId,
    });
  });
}
