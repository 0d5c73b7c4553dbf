import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { endSession } from './end-session.ts';

/** Ends one session, in its home tenant's scope; ending it twice changes nothing. */
export async function signOut({
  ctx,
  sessionId,
}: {
  ctx: ServiceContext;
  sessionId: string;
}): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await endSession(tx, ctx, { sessionId, reason: 'SIGNED_OUT' }))) return;
    await recordAudit(tx, ctx, {
      action: 'session.signOut',
      entityType: 'Session',
      entityId: sessionId,
    });
  });
}
