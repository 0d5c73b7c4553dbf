import type { UnlockInput } from '@freehold/core-contracts/session';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { asOwner, takeLinkBudget, useLink } from '../credentials/account-link.ts';
import { clearSignInFailures } from './throttle.ts';

/** Lifts the lock of a sign-in by the link that its e-mail carried. Throws INVALID `account.link_invalid`, LIMIT_EXCEEDED `rate.limited`. */
export async function unlock({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: UnlockInput;
}): Promise<void> {
  await takeLinkBudget(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const { owner } = await useLink(tx, ctx, { purpose: 'UNLOCK', token: input.token });
    await clearSignInFailures(ctx, { email: owner.email, userId: owner.id }, tx);
    await recordAudit(tx, asOwner(ctx, owner), {
      action: 'session.unlock',
      entityType: 'User',
      entityId: owner.id,
    });
  });
}
