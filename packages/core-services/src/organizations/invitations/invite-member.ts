import { AppError } from '@freehold/core-contracts/errors';
import type { InvitationView, InviteMemberInput } from '@freehold/core-contracts/organizations';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import { actorId, actorName, type ServiceContext } from '../../context.ts';
import { requireOrganization, type AccessibleOrganization } from '../access.ts';
import { changeOrganization } from '../change-organization.ts';
import { mostMembers, mostPendingInvitations } from '../limits.ts';
import { assertMayChangeRole } from '../members/require-member.ts';
import { invitationFields, pendingAt, toInvitationView } from './invitation-fields.ts';
import { newInvitationLink, sendInvitation, takeInvitationBudget } from './send-invitation.ts';

/**
 * Invites an address, whether anybody here has it or not; the link is good for 7 days. Throws as
 * `changeOrganization`, CONFLICT `invitation.already_pending` and `organization.already_member`,
 * LIMIT_EXCEEDED `invitation.too_many_pending`, `organization.too_many_members` and as
 * `takeInvitationBudget`.
 */
export async function inviteMember({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: InviteMemberInput;
}): Promise<InvitationView> {
  const { organizationId, email, role } = input;
  assertMayChangeRole(await requireOrganization(ctx, organizationId, 'MANAGE'), role);
  await takeInvitationBudget(ctx, organizationId, email);
  const row = await changeOrganization(ctx, organizationId, 'MANAGE', {}, (tx, organization) => {
    assertMayChangeRole(organization, role);
    return invite(tx, ctx, organization, input);
  });
  ctx.wake('messages');
  return toInvitationView(row, ctx.clock());
}

async function invite(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { id: organizationId, name }: AccessibleOrganization,
  { email, role }: InviteMemberInput,
) {
  const now = ctx.clock();
  // Members see one another's addresses: this tells a manager nothing new.
  const isMember = await tx.membership.count({
    where: { organizationId, user: { email, deletedAt: null } },
  });
  if (isMember > 0) throw new AppError('CONFLICT', 'organization.already_member');
  await assertRoom(tx, organizationId, now);
  // One whose time is over makes room at once, not when the worker comes by.
  await tx.invitation.updateMany({
    where: { organizationId, email, status: 'PENDING', expiresAt: { lte: now } },
    data: { status: 'EXPIRED', decidedAt: now },
  });
  const { token, tokenHash, expiresAt } = newInvitationLink(now);
  const inviter = actorName(ctx.actor);
  const [row] = await tx.invitation.createManyAndReturn({
    data: [
      {
        ...{ organizationId, email, role, tokenHash, expiresAt },
        invitedById: actorId(ctx.actor),
        invitedByName: inviter,
        createdAt: now,
      },
    ],
    skipDuplicates: true,
    select: invitationFields,
  });
  if (row === undefined) throw new AppError('CONFLICT', 'invitation.already_pending');
  const link = { token, tokenHash, expiresAt };
  await sendInvitation(tx, ctx, { id: row.id, email, inviter, organization: name, link });
  await recordAudit(tx, ctx, {
    action: 'invitation.create',
    entityType: 'Invitation',
    entityId: row.id,
    organizationId,
    changes: { email, role },
  });
  return row;
}

async function assertRoom(tx: TenantTransaction, organizationId: string, now: Date): Promise<void> {
  const members = await tx.membership.count({ where: { organizationId } });
  if (members >= mostMembers) {
    const maximum = mostMembers;
    throw new AppError('LIMIT_EXCEEDED', 'organization.too_many_members', { maximum });
  }
  const waiting = await tx.invitation.count({ where: { ...pendingAt(now), organizationId } });
  if (waiting < mostPendingInvitations) return;
  const maximum = mostPendingInvitations;
  throw new AppError('LIMIT_EXCEEDED', 'invitation.too_many_pending', { maximum });
}
