import type { OwnInvitation } from '@freehold/core-contracts/organizations';
import { findOwnUserId } from '../../accounts/own-account.ts';
import type { ServiceContext } from '../../context.ts';
import { mostPendingInvitations } from '../limits.ts';
import { pendingAt } from './invitation-fields.ts';

/** Invitations that wait for the caller's verified address, the newest first; at most 100. */
export async function listOwnInvitations({
  ctx,
}: {
  ctx: ServiceContext;
}): Promise<OwnInvitation[]> {
  const userId = findOwnUserId(ctx);
  if (userId === null) return [];
  const person = await ctx.db.user.findFirst({
    where: { id: userId, deletedAt: null, emailVerified: true },
    select: { email: true },
  });
  if (person === null) return [];
  const rows = await ctx.db.invitation.findMany({
    where: { ...pendingAt(ctx.clock()), email: person.email },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: mostPendingInvitations,
    select: {
      id: true,
      role: true,
      invitedByName: true,
      createdAt: true,
      expiresAt: true,
      organization: { select: { name: true } },
    },
  });
  return rows.map(({ organization, ...row }) => ({ ...row, organizationName: organization.name }));
}
