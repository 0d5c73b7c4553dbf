import type { ResetPasswordInput } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { sha256 } from '../../keyring.ts';
import { forgetDevices } from '../devices/forget-devices.ts';
import { endUserSessions } from '../session/end-user-sessions.ts';
import { clearSignInFailures } from '../session/throttle.ts';
import {
  asOwner,
  linkInvalid,
  linkOwnerFields,
  takeLinkBudget,
  useLink,
  withdraw,
  type LinkOwner,
} from './account-link.ts';
import { makeNewPassword, writeNewPassword } from './new-password.ts';
import { tellOfPassword } from './tell-of-password.ts';

/**
 * Sets a new password by the link in a message, once. Every session and every remembered browser
 * ends, other links are withdrawn; a second factor stays. Throws INVALID `account.link_invalid` and
 * as `makeNewPassword`, LIMIT_EXCEEDED `rate.limited`.
 */
export async function resetPassword({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ResetPasswordInput;
}): Promise<void> {
  const { token, newPassword } = input;
  await takeLinkBudget(ctx);
  const password = await makeNewPassword(ctx, await requireLinkOwner(ctx, token), newPassword);
  await inTransaction(ctx.db, async (tx) => {
    const { owner } = await useLink(tx, ctx, { purpose: 'PASSWORD_RESET', token });
    const acting = asOwner(ctx, owner);
    await writeNewPassword(tx, owner.id, password);
    // Whoever opened the link reads the mail of this address.
    await tx.user.updateMany({
      where: { id: owner.id, emailVerified: false },
      data: { emailVerified: true, emailVerifiedAt: ctx.clock() },
    });
    const endedSessions = await endUserSessions(tx, ctx, {
      userId: owner.id,
      reason: 'PASSWORD_RESET',
    });
    await forgetDevices(tx, ctx, owner.id);
    await withdraw(tx, ctx, { userId: owner.id });
    await clearSignInFailures(ctx, { email: owner.email, userId: owner.id }, tx);
    await tellOfPassword(tx, acting, owner);
    await recordAudit(tx, acting, {
      action: 'password.reset',
      entityType: 'User',
      entityId: owner.id,
      changes: { endedSessions },
    });
  });
  ctx.wake('messages');
}

// A first look, so that nothing is hashed for a link that opens nothing; the second counts.
async function requireLinkOwner(ctx: ServiceContext, token: string): Promise<LinkOwner> {
  const link = await ctx.db.accountToken.findFirst({
    where: {
      tokenHash: sha256(token),
      purpose: 'PASSWORD_RESET',
      usedAt: null,
      endedAt: null,
      expiresAt: { gt: ctx.clock() },
    },
    select: { user: { select: linkOwnerFields } },
  });
  if (link === null) throw linkInvalid();
  return link.user;
}
