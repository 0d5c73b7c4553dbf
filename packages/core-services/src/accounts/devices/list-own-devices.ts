import type { OwnDevice } from '@freehold/core-contracts/security';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';
import { mostDevices } from './remember-device.ts';

/** The browsers remembered of the caller, the one seen last first, at most 20. */
export async function listOwnDevices({
  ctx,
  deviceId,
}: {
  ctx: ServiceContext;
  /** The browser of this session. */
  deviceId: string | null;
}): Promise<OwnDevice[]> {
  const rows = await ctx.db.trustedDevice.findMany({
    where: { userId: requireOwnUserId(ctx), revokedAt: null, expiresAt: { gt: ctx.clock() } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: mostDevices,
    select: { id: true, name: true, ip: true, createdAt: true, lastSeenAt: true, expiresAt: true },
  });
  return rows.map((row) => ({ ...row, isCurrent: row.id === deviceId }));
}
