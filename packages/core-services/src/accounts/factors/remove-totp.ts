import type { AuthenticatorInput } from '@freehold/core-contracts/security';
import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';
import { assertEnoughLeft } from './assert-enough-left.ts';
import { lockAccount } from './lock-account.ts';
import { settleFactorChange } from './settle-factor-change.ts';

/** Takes an authenticator from the caller's own account; other sessions end. Throws NOT_FOUND `entity.not_found` and what `assertEnoughLeft` does. */
export async function removeTotp({
  ctx,
  input,
  sessionId,
}: {
  ctx: ServiceContext;
  input: AuthenticatorInput;
  sessionId: string;
}): Promise<void> {
  const userId = requireOwnUserId(ctx);
  const { authenticatorId } = input;
  await inTransaction(ctx.db, async (tx) => {
    const owner = await lockAccount(tx, ctx, userId);
    const [removed] = await tx.authenticator.findMany({
      where: { id: authenticatorId, userId },
      select: { name: true, confirmedAt: true },
      take: 1,
    });
    if (removed === undefined) {
      throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Authenticator' });
    }
    await tx.authenticator.deleteMany({ where: { id: authenticatorId, userId } });
    // One that was never confirmed held nothing.
    if (removed.confirmedAt === null) return;
    await assertEnoughLeft(tx, userId);
    const change = { owner, change: 'removed', factor: 'TOTP', entityId: authenticatorId } as const;
    const endedSessions = await settleFactorChange(tx, ctx, { ...change, sessionId });
    await recordAudit(tx, ctx, {
      action: 'authenticator.remove',
      entityType: 'Authenticator',
      entityId: authenticatorId,
      changes: { userId, name: removed.name, endedSessions },
    });
  });
}
