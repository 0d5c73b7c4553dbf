import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { ownerFields, tellOwner } from '../credentials/tell-owner.ts';
import { endSession } from './end-session.ts';

/**
 * Ends a session one of whose refresh tokens came twice, in the caller's transaction: of the two who
 * hold it one is a thief, and nobody can say which. The owner is told.
 */
export async function endReusedFamily(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { sessionId, userId }: { readonly sessionId: string; readonly userId: string },
): Promise<void> {
  if (!(await endSession(tx, ctx, { sessionId, reason: 'TOKEN_REUSED' }))) return;
  const session = await tx.session.findFirst({
    where: { id: sessionId },
    select: { device: true, user: { select: ownerFields } },
  });
  if (session !== null) {
    const device = session.device ?? '–';
    const { user: owner } = session;
    await tellOwner(tx, ctx, {
      owner,
      kind: 'session.reused',
      facts: { device, ip: ctx.request.ip },
      template: 'sessionReused',
      parameters: { firstName: owner.firstName, device },
      cause: sessionId,
    });
  }
  await recordAudit(tx, ctx, {
    action: 'session.endReused',
    entityType: 'Session',
    entityId: sessionId,
    changes: { userId },
  });
}
