import type {
  OrganizationDetail,
  UpdateOrganizationInput,
} from '@freehold/core-contracts/organizations';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { changeOrganization } from './change-organization.ts';
import { getOrganization } from './get-organization.ts';

/** Renames an organization. Throws as `changeOrganization`, and PRECONDITION_FAILED `version.stale`. */
export async function updateOrganization({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: UpdateOrganizationInput;
}): Promise<OrganizationDetail> {
  const { organizationId, version, name } = input;
  await changeOrganization(ctx, organizationId, 'MANAGE', {}, async (tx, before) => {
    if (before.name === name && before.version === version) return;
    await setOrganization(tx, { id: organizationId, version }, { name });
    await recordAudit(tx, ctx, {
      action: 'organization.update',
      entityType: 'Organization',
      entityId: organizationId,
      organizationId,
      changes: { name: { before: before.name, after: name } },
    });
  });
  return getOrganization({ ctx, input: { organizationId } });
}

/** Changes an organization's row at the version the caller has seen. Throws PRECONDITION_FAILED `version.stale`. */
export async function setOrganization(
  tx: TenantTransaction,
  seen: { readonly id: string; readonly version: number },
  data: Prisma.OrganizationUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.organization.updateMany({
    where: { id: seen.id, version: seen.version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 1) return;
  const current = await tx.organization.findFirst({
    where: { id: seen.id },
    select: { version: true },
  });
  throw await staleVersion(tx, {
    type: 'Organization',
    id: seen.id,
    version: current?.version ?? seen.version,
  });
}
