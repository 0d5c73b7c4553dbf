import type { InvitationInput } from '@freehold/core-contracts/organizations';
import type { Done } from '@freehold/core-contracts/session';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { changeOrganization } from '../change-organization.ts';
import { assertMayChangeRole } from '../members/require-member.ts';
import { requirePending } from './invitation-fields.ts';

/** Withdraws an invitation; its link leads nowhere from the commit on. Throws as `resendInvitation`. */
export async function revokeInvitation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: InvitationInput;
}): Promise<Done> {
  const { organizationId, invitationId, reason } = input;
  await changeOrganization(ctx, organizationId, 'MANAGE', {}, async (tx, organization) => {
    const { email, role } = await requirePending(tx, ctx, organizationId, invitationId);
    assertMayChangeRole(organization, role);
    await tx.invitation.updateMany({
      where: { id: invitationId },
      data: { status: 'REVOKED', decidedAt: ctx.clock() },
    });
    await recordAudit(tx, ctx, {
      action: 'invitation.revoke',
      entityType: 'Invitation',
      entityId: invitationId,
      organizationId,
      reason,
      changes: { email, role },
    });
  });
  return { isDone: true };
}
