import type { OwnSession } from '@freehold/core-contracts/security';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';

/** Most sessions that are listed. */
export const mostListedSessions = 50;

/** The caller's sessions, living ones first, then those that ended last; at most 50. */
export async function listOwnSessions({
  ctx,
  sessionId,
}: {
  ctx: ServiceContext;
  sessionId: string;
}): Promise<OwnSession[]> {
  const rows = await ctx.db.session.findMany({
    where: { userId: requireOwnUserId(ctx) },
    orderBy: [{ isValid: 'desc' }, { lastActivityAt: 'desc' }, { id: 'desc' }],
    take: mostListedSessions,
    select: {
      id: true,
      audience: true,
      transport: true,
      device: true,
      ip: true,
      hasSecondFactor: true,
      createdAt: true,
      lastActivityAt: true,
      expiresAt: true,
      endedAt: true,
      endReason: true,
    },
  });
  return rows.map((row) => ({ ...row, isCurrent: row.id === sessionId }));
}
