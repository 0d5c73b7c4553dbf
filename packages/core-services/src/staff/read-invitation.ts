import type { StaffInvitationPreview } from '@freehold/core-contracts/people';
import { linkInvalid, takeLinkBudget } from '../accounts/credentials/account-link.ts';
import type { ServiceContext } from '../context.ts';
import { livingInvitation } from './invitation-link.ts';

/** What an invitation says to whoever holds its link. Throws INVALID `account.link_invalid`, LIMIT_EXCEEDED `rate.limited`. */
export async function readInvitation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { readonly token: string };
}): Promise<StaffInvitationPreview> {
  await takeLinkBudget(ctx);
  const found = await ctx.db.accountToken.findFirst({
    where: livingInvitation(ctx, input.token),
    select: { user: { select: { email: true, firstName: true, role: true } } },
  });
  if (found === null) throw linkInvalid();
  return { ...found.user, tenantName: ctx.tenant.name };
}
