import { AppError } from '@freehold/core-contracts/errors';
import type { RenamePasskeyInput } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';

/** Gives a passkey of the caller's own account another name. Throws NOT_FOUND `entity.not_found`. */
export async function renamePasskey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RenamePasskeyInput;
}): Promise<void> {
  const where = { id: input.passkeyId, userId: requireOwnUserId(ctx) };
  await inTransaction(ctx.db, async (tx) => {
    const before = await tx.passkey.findFirst({ where, select: { name: true } });
    if (before === null) {
      throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Passkey' });
    }
    await tx.passkey.updateMany({ where, data: { name: input.name } });
    await recordAudit(tx, ctx, {
      action: 'passkey.rename',
      entityType: 'Passkey',
      entityId: input.passkeyId,
      changes: { name: { before: before.name, after: input.name } },
    });
  });
}
