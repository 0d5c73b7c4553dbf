import type { OwnOrganization } from '@freehold/core-contracts/organizations';
import { findOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { mostMembers } from './limits.ts';
import { organizationSummaryFields, toOrganizationSummary } from './organization-fields.ts';

/** The organizations that the caller is a member of, by name; at most 500. */
export async function listOwnOrganizations({
  ctx,
}: {
  ctx: ServiceContext;
}): Promise<OwnOrganization[]> {
  const userId = findOwnUserId(ctx);
  if (userId === null) return [];
  const rows = await ctx.db.membership.findMany({
    where: { userId, organization: { deletedAt: null } },
    orderBy: [{ organization: { name: 'asc' } }, { id: 'asc' }],
    take: mostMembers,
    select: { role: true, organization: { select: organizationSummaryFields } },
  });
  return rows.map(({ role, organization }) => ({
    ...toOrganizationSummary(organization),
    ownRole: role,
  }));
}
