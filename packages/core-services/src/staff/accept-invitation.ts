import type { AcceptStaffInvitationInput } from '@freehold/core-contracts/people';
import { inTransaction } from '@freehold/core-db';
import {
  asOwner,
  linkInvalid,
  linkOwnerFields,
  takeLinkBudget,
  withdraw,
} from '../accounts/credentials/account-link.ts';
import { makeNewPassword } from '../accounts/credentials/new-password.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { livingInvitation } from './invitation-link.ts';

/**
 * Sets the first password of an invited operator and proves their address; once. Throws INVALID
 * `account.link_invalid` and as `makeNewPassword`, LIMIT_EXCEEDED `rate.limited`.
 */
export async function acceptInvitation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: AcceptStaffInvitationInput;
}): Promise<void> {
  const { token, newPassword } = input;
  await takeLinkBudget(ctx);
  const where = livingInvitation(ctx, token);
  const link = await ctx.db.accountToken.findFirst({
    where,
    select: { id: true, user: { select: linkOwnerFields } },
  });
  if (link === null) throw linkInvalid();
  const password = await makeNewPassword(ctx, link.user, newPassword);
  const now = ctx.clock();
  await inTransaction(ctx.db, async (tx) => {
    const { id } = link.user;
    // The account first: whoever suspends or deletes it meanwhile is waited for.
    const set = await tx.user.updateMany({
      where: { id, deletedAt: null, status: 'ACTIVE', passwordHash: null },
      data: { ...password, emailVerified: true, emailVerifiedAt: now },
    });
    const { tokenHash, purpose, usedAt, endedAt, expiresAt } = where;
    const used = await tx.accountToken.updateMany({
      where: { id: link.id, tokenHash, purpose, usedAt, endedAt, expiresAt },
      data: { usedAt: now },
    });
    if (set.count !== 1 || used.count !== 1) throw linkInvalid();
    await withdraw(tx, ctx, { userId: id });
    await recordAudit(tx, asOwner(ctx, link.user), {
      action: 'staff.acceptInvitation',
      entityType: 'User',
      entityId: id,
    });
  });
}
