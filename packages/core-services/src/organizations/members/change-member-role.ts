import { AppError } from '@freehold/core-contracts/errors';
import type { ChangeMemberRoleInput } from '@freehold/core-contracts/organizations';
import type { Done } from '@freehold/core-contracts/session';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { notify } from '../../notifications/notify.ts';
import { changeOrganization } from '../change-organization.ts';
import { assertMayChangeRole, requireMember } from './require-member.ts';

/**
 * Makes a member an admin or an admin a member. Throws as `changeOrganization`, NOT_FOUND
 * `entity.not_found` for who is no member, CONFLICT `organization.owner_stays`: ownership is handed
 * over.
 */
export async function changeMemberRole({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ChangeMemberRoleInput;
}): Promise<Done> {
  const { organizationId, userId, role, reason } = input;
  await changeOrganization(ctx, organizationId, 'MANAGE', {}, async (tx, organization) => {
    const member = await requireMember(tx, organizationId, userId);
    if (member.role === 'OWNER') throw new AppError('CONFLICT', 'organization.owner_stays');
    assertMayChangeRole(organization, member.role, role);
    if (member.role === role) return;
    await tx.membership.updateMany({ where: { id: member.id }, data: { role } });
    await notify(tx, ctx, {
      userId,
      kind: 'organization.roleChanged',
      parameters: { organization: organization.name, role },
      idempotencyKey: `organization.roleChanged:${member.id}:${ctx.clock().getTime()}`,
      entity: { type: 'Organization', id: organizationId },
    });
    await recordAudit(tx, ctx, {
      action: 'member.changeRole',
      entityType: 'User',
      entityId: userId,
      organizationId,
      reason,
      changes: { role: { before: member.role, after: role } },
    });
  });
  return { isDone: true };
}
