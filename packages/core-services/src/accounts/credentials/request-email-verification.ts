import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { takeAskBudget } from '../../messaging/take-ask-budget.ts';
import { requireOwnUserId } from '../own-account.ts';
import { issueLink, linkOwnerFields } from './account-link.ts';
import { writeToOwner } from './tell-owner.ts';

/** Sends the caller a link that proves their address; nothing where it is proved. Throws LIMIT_EXCEEDED as `takeAskBudget`. */
export async function requestEmailVerification({ ctx }: { ctx: ServiceContext }): Promise<void> {
  const userId = requireOwnUserId(ctx);
  const user = await ctx.db.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: { ...linkOwnerFields, emailVerified: true },
  });
  if (user === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  const { emailVerified, ...owner } = user;
  if (emailVerified) return;
  const template = 'emailVerification';
  await takeAskBudget(ctx, { template, channel: 'EMAIL', recipient: owner.email });
  await inTransaction(ctx.db, async (tx) => {
    const link = await issueLink(tx, ctx, { owner, purpose: 'EMAIL_VERIFY', target: owner.email });
    if (link === null) return;
    await writeToOwner(tx, ctx, {
      owner,
      template,
      parameters: { path: link.path },
      idempotencyKey: `emailVerification:${link.id}`,
      expiresAt: link.expiresAt,
    });
    await recordAudit(tx, ctx, {
      action: 'email.requestVerification',
      entityType: 'User',
      entityId: userId,
    });
  });
  ctx.wake('messages');
}
