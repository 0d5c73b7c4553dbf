import type { TokenInput } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { endUserSessions } from '../session/end-user-sessions.ts';
import { asOwner, linkInvalid, takeLinkBudget, useLink, withdraw } from './account-link.ts';
import { hintOfEmail } from './hints.ts';
import { throwTaken } from './taken.ts';
import { tellOwner } from './tell-owner.ts';

/**
 * Gives an account the address that the link was sent to, once; the old address is told, every
 * session but the one that asked ends, and links to the old address are withdrawn. Throws INVALID
 * `account.link_invalid`, CONFLICT `email.taken` when the address was taken meanwhile, and then
 * nothing has changed; LIMIT_EXCEEDED `rate.limited`.
 */
export async function confirmEmailChange({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: TokenInput;
}): Promise<void> {
  await takeLinkBudget(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const link = await useLink(tx, ctx, { purpose: 'EMAIL_CHANGE', ...input });
    const { owner, target, sessionId } = link;
    if (target === null || sessionId === null) throw linkInvalid();
    const acting = asOwner(ctx, owner);
    await tx.user
      .updateMany({
        where: { id: owner.id },
        data: {
          email: target,
          emailVerified: true,
          emailVerifiedAt: ctx.clock(),
          version: { increment: 1 },
        },
      })
      .catch(throwTaken('email.taken'));
    const endedSessions = await endUserSessions(tx, ctx, {
      userId: owner.id,
      reason: 'EMAIL_CHANGED',
      exceptSessionId: sessionId,
    });
    await withdraw(tx, ctx, { userId: owner.id });
    const newEmailHint = hintOfEmail(target);
    // `owner` is as it was: this goes to the address that was left.
    await tellOwner(tx, acting, {
      owner,
      kind: 'email.changed',
      facts: { newEmailHint },
      template: 'emailChanged',
      parameters: { firstName: owner.firstName, newEmailHint },
      cause: `${owner.id}:${ctx.clock().getTime()}`,
    });
    await recordAudit(tx, acting, {
      action: 'email.change',
      entityType: 'User',
      entityId: owner.id,
      changes: {
        email: { before: hintOfEmail(owner.email), after: newEmailHint },
        endedSessions,
      },
    });
  });
  ctx.wake('messages');
}
