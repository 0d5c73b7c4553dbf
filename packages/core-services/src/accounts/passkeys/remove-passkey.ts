import { AppError } from '@freehold/core-contracts/errors';
import type { PasskeyInput } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { assertEnoughLeft } from '../factors/assert-enough-left.ts';
import { lockAccount } from '../factors/lock-account.ts';
import { settleFactorChange } from '../factors/settle-factor-change.ts';
import { requireOwnUserId } from '../own-account.ts';

/** Takes a passkey from the caller's own account; other sessions end. Throws NOT_FOUND `entity.not_found` and what `assertEnoughLeft` does. */
export async function removePasskey({
  ctx,
  input,
  sessionId,
}: {
  ctx: ServiceContext;
  input: PasskeyInput;
  sessionId: string;
}): Promise<void> {
  const userId = requireOwnUserId(ctx);
  const { passkeyId } = input;
  await inTransaction(ctx.db, async (tx) => {
    const owner = await lockAccount(tx, ctx, userId);
    const where = { id: passkeyId, userId };
    const removed = await tx.passkey.findFirst({ where, select: { name: true } });
    if (removed === null) {
      throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Passkey' });
    }
    await tx.passkey.deleteMany({ where });
    await assertEnoughLeft(tx, userId);
    const change = { owner, change: 'removed', factor: 'PASSKEY', entityId: passkeyId } as const;
    const endedSessions = await settleFactorChange(tx, ctx, { ...change, sessionId });
    await recordAudit(tx, ctx, {
      action: 'passkey.remove',
      entityType: 'Passkey',
      entityId: passkeyId,
      changes: { userId, name: removed.name, endedSessions },
    });
  });
}
