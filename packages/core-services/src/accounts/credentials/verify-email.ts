import type { TokenInput } from '@freehold/core-contracts/security';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { asOwner, linkInvalid, takeLinkBudget, useLink } from './account-link.ts';

/** Proves an account's address by the link sent to it, once. Throws INVALID `account.link_invalid`, LIMIT_EXCEEDED `rate.limited`. */
export async function verifyEmail({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: TokenInput;
}): Promise<void> {
  await takeLinkBudget(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const { owner, target } = await useLink(tx, ctx, { purpose: 'EMAIL_VERIFY', ...input });
    // A link to an address that the account has left proves nothing.
    if (target !== owner.email) throw linkInvalid();
    await tx.user.updateMany({
      where: { id: owner.id },
      data: { emailVerified: true, emailVerifiedAt: ctx.clock() },
    });
    await recordAudit(tx, asOwner(ctx, owner), {
      action: 'email.verify',
      entityType: 'User',
      entityId: owner.id,
    });
  });
}
