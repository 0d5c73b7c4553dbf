import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';

/** Ends one session, in its home tenant's scope; ending it twice changes nothing. */
export async function signOut({
  ctx,
  sessionId,
}: {
  ctx: ServiceContext;
  sessionId: string;
}): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const ended = await tx.session.updateMany({
      where: { id: sessionId, isValid: true },
      data: { isValid: false, endedAt: ctx.clock(), endReason: 'SIGNED_OUT' },
    });
    if (ended.count === 0) return;
    await recordAudit(tx, ctx, {
      action: 'session.signOut',
      entityType: 'Session',
      entityId: sessionId,
    });
  });
}
