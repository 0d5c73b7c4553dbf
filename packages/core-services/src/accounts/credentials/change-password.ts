import { AppError } from '@freehold/core-contracts/errors';
import type { ChangePasswordInput } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';
import { verifyPassword } from '../password/verify-password.ts';
import { endUserSessions } from '../session/end-user-sessions.ts';
import { countForPassword } from '../session/throttle.ts';
import { linkOwnerFields, withdraw, type LinkOwner } from './account-link.ts';
import { makeNewPassword, writeNewPassword } from './new-password.ts';
import { tellOfPassword } from './tell-of-password.ts';

/**
 * Changes the caller's password; every other session ends and links under way are withdrawn. A wrong
 * current password counts as a failed sign-in. Throws INVALID `password.wrong` and as
 * `makeNewPassword`, CONFLICT `password.changed_meanwhile`, LIMIT_EXCEEDED `session.throttled`.
 */
export async function changePassword({
  ctx,
  input,
  sessionId,
}: {
  ctx: ServiceContext;
  input: ChangePasswordInput;
  sessionId: string;
}): Promise<void> {
  const userId = requireOwnUserId(ctx);
  const { owner, passwordHash } = await requireOwnPassword(ctx, userId, input.currentPassword);
  const password = await makeNewPassword(ctx, owner, input.newPassword);
  await inTransaction(ctx.db, async (tx) => {
    const held = await tx.user.updateMany({
      where: { id: userId, deletedAt: null, passwordHash },
      data: { updatedAt: ctx.clock() },
    });
    if (held.count !== 1) throw new AppError('CONFLICT', 'password.changed_meanwhile');
    await writeNewPassword(tx, userId, password);
    const endedSessions = await endUserSessions(tx, ctx, {
      userId,
      reason: 'PASSWORD_CHANGED',
      exceptSessionId: sessionId,
    });
    await withdraw(tx, ctx, { userId });
    await tellOfPassword(tx, ctx, owner);
    await recordAudit(tx, ctx, {
      action: 'password.change',
      entityType: 'User',
      entityId: userId,
      changes: { endedSessions },
    });
  });
  ctx.wake('messages');
}

async function requireOwnPassword(
  ctx: ServiceContext,
  userId: string,
  password: string,
): Promise<{ owner: LinkOwner; passwordHash: string | null }> {
  const user = await ctx.db.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: { ...linkOwnerFields, passwordHash: true },
  });
  if (user === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  const { passwordHash, ...owner } = user;
  await countForPassword(ctx, owner.email, async () => {
    const { isMatch } = await verifyPassword(passwordHash, password);
    if (!isMatch) throw new AppError('INVALID', 'password.wrong');
  });
  return { owner, passwordHash };
}
