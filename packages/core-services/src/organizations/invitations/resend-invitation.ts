import type { InvitationInput, InvitationView } from '@freehold/core-contracts/organizations';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import { actorName, type ServiceContext } from '../../context.ts';
import { requireOrganization } from '../access.ts';
import { changeOrganization } from '../change-organization.ts';
import { assertMayChangeRole } from '../members/require-member.ts';
import { invitationFields, requirePending, toInvitationView } from './invitation-fields.ts';
import { newInvitationLink, sendInvitation, takeInvitationBudget } from './send-invitation.ts';

/**
 * Sends an invitation again with a new link, good for 7 days; the earlier link is withdrawn. Throws
 * as `inviteMember`, NOT_FOUND `entity.not_found`, CONFLICT `invitation.not_pending`.
 */
export async function resendInvitation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: InvitationInput;
}): Promise<InvitationView> {
  const { organizationId, invitationId } = input;
  await requireOrganization(ctx, organizationId, 'MANAGE');
  const { email } = await inTransaction(ctx.db, (tx) =>
    requirePending(tx, ctx, organizationId, invitationId),
  );
  await takeInvitationBudget(ctx, organizationId, email);
  const row = await changeOrganization(
    ctx,
    organizationId,
    'MANAGE',
    {},
    async (tx, organization) => {
      const pending = await requirePending(tx, ctx, organizationId, invitationId);
      assertMayChangeRole(organization, pending.role);
      const link = newInvitationLink(ctx.clock());
      const inviter = actorName(ctx.actor);
      const [changed] = await tx.invitation.updateManyAndReturn({
        where: { id: invitationId },
        data: { tokenHash: link.tokenHash, expiresAt: link.expiresAt },
        select: invitationFields,
      });
      const facts = { id: invitationId, email, inviter, organization: organization.name };
      await sendInvitation(tx, ctx, { ...facts, link });
      await recordAudit(tx, ctx, {
        action: 'invitation.resend',
        entityType: 'Invitation',
        entityId: invitationId,
        organizationId,
        changes: { email },
      });
      return changed ?? { ...pending, expiresAt: link.expiresAt };
    },
  );
  ctx.wake('messages');
  return toInvitationView(row, ctx.clock());
}
