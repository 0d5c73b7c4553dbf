import type { CloseAccountInput } from '@freehold/core-contracts/people';
import { AppError } from '@freehold/core-contracts/errors';
import { closeCase } from '../../approvals/close-case.ts';
import type { ServiceContext } from '../../context.ts';
import { repeatLost } from '../../retry-races.ts';
import { closeWalletsOf } from '../../wallets/wallets-of-person.ts';
import { requireOwnUserId } from '../own-account.ts';
import { assertLeavable } from './assert-leavable.ts';
import { personFields } from './person.ts';
import { setStatus } from './set-status.ts';

/**
 * Closes the caller's own account for good, once its wallets are empty and nobody depends on it.
 * Throws as `assertLeavable` and `setStatus`.
 */
export async function closeOwnAccount({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CloseAccountInput;
}): Promise<void> {
  const id = requireOwnUserId(ctx);
  await repeatLost(ctx, async (tx) => {
    const person = await tx.user.findFirst({
      where: { id, deletedAt: null },
      select: personFields,
    });
    if (person === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
    await assertLeavable(tx, id);
    await closeWalletsOf(tx, id, { deletedAt: ctx.clock(), deletedBy: id });
    await closeCase(tx, ctx, { userId: id, comment: input.reason });
    await setStatus(tx, ctx, { person, to: 'CLOSED', reason: input.reason });
  });
  ctx.wake('messages');
  ctx.wake('webhooks');
}
