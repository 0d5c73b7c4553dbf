import type { OrganizationDetail, OrganizationInput } from '@freehold/core-contracts/organizations';
import type { ServiceContext } from '../context.ts';
import { organizationNotFound, requireOrganization } from './access.ts';
import { organizationDetailFields, toOrganizationDetail } from './organization-fields.ts';

/** An organization as its caller sees it; operators who manage see deleted ones too. Throws NOT_FOUND `entity.not_found`. */
export async function getOrganization({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: OrganizationInput;
}): Promise<OrganizationDetail> {
  const access = await requireOrganization(ctx, input.organizationId, 'VIEW', {
    scope: 'organization.read',
    isDeletedIncluded: true,
  });
  const row = await ctx.db.organization.findFirst({
    where: { id: access.id },
    select: organizationDetailFields,
  });
  if (row === null) throw organizationNotFound();
  return toOrganizationDetail(row, access);
}
