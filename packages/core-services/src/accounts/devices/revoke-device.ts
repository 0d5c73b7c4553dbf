import { AppError } from '@freehold/core-contracts/errors';
import type { RevokeDeviceInput } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';

/** Forgets one of the caller's browsers and ends the sessions begun in it. Throws NOT_FOUND `entity.not_found`. */
export async function revokeDevice({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RevokeDeviceInput;
}): Promise<void> {
  const userId = requireOwnUserId(ctx);
  const { deviceId } = input;
  const now = ctx.clock();
  await inTransaction(ctx.db, async (tx) => {
    // Holds the account's row like a sign-in does: none in this browser comes in between.
    await tx.user.updateMany({ where: { id: userId }, data: { updatedAt: now } });
    const revoked = await tx.trustedDevice.updateMany({
      where: { id: deviceId, userId, revokedAt: null },
      data: { revokedAt: now },
    });
    if (revoked.count !== 1) {
      throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'TrustedDevice' });
    }
    // Sessions of browsers have no refresh tokens.
    const { count: endedSessions } = await tx.session.updateMany({
      where: { userId, deviceId, isValid: true },
      data: { isValid: false, endedAt: now, endReason: 'ENDED_BY_OWNER' },
    });
    await recordAudit(tx, ctx, {
      action: 'device.revoke',
      entityType: 'TrustedDevice',
      entityId: deviceId,
      changes: { endedSessions },
    });
  });
}
