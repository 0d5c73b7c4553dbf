import { AppError } from '@freehold/core-contracts/errors';
import type { MemberInput, OrganizationInput } from '@freehold/core-contracts/organizations';
import type { Done } from '@freehold/core-contracts/session';
import type { TenantTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../../accounts/own-account.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import { endSigning } from '../../business/end-signing.ts';
import type { ServiceContext } from '../../context.ts';
import { notify } from '../../notifications/notify.ts';
import { emitEvent } from '../../webhooks/emit-event.ts';
import { changeOrganization } from '../change-organization.ts';
import { assertMayChangeRole, requireMember, type Member } from './require-member.ts';

/**
 * Takes a member out and tells them; keys they made go on working. Throws as `changeMemberRole`.
 */
export async function removeMember({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: MemberInput;
}): Promise<Done> {
  const { organizationId, userId, reason } = input;
  await changeOrganization(ctx, organizationId, 'MANAGE', {}, async (tx, organization) => {
    const member = await requireMember(tx, organizationId, userId);
    if (member.role === 'OWNER') throw new AppError('CONFLICT', 'organization.owner_stays');
    assertMayChangeRole(organization, member.role);
    await notify(tx, ctx, {
      userId,
      kind: 'organization.removed',
      parameters: { organization: organization.name },
      idempotencyKey: `organization.removed:${member.id}`,
    });
    await takeOut(tx, ctx, organizationId, member, { action: 'member.remove', reason });
  });
  ctx.wake('webhooks');
  return { isDone: true };
}

/** Takes the caller out. Throws NOT_FOUND `entity.not_found`, CONFLICT `organization.owner_cannot_leave`. */
export async function leaveOrganization({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: OrganizationInput;
}): Promise<Done> {
  const { organizationId } = input;
  const userId = requireOwnUserId(ctx);
  await changeOrganization(ctx, organizationId, 'VIEW', {}, async (tx, { name }) => {
    const member = await requireMember(tx, organizationId, userId);
    if (member.role === 'OWNER') {
      throw new AppError('CONFLICT', 'organization.owner_cannot_leave', { organization: name });
    }
    await takeOut(tx, ctx, organizationId, member, { action: 'member.leave' });
  });
  ctx.wake('webhooks');
  return { isDone: true };
}

async function takeOut(
  tx: TenantTransaction,
  ctx: ServiceContext,
  organizationId: string,
  { id, userId, role }: Member,
  why: { readonly action: 'member.remove' | 'member.leave'; readonly reason?: string | undefined },
): Promise<void> {
  await endSigning(tx, { organizationId, userId });
  await tx.membership.deleteMany({ where: { id } });
  await emitEvent(tx, ctx, {
    eventType: 'organization.memberRemoved',
    payload: { organizationId, userId },
    organizationId,
    idempotencyKey: `organization.memberRemoved:${id}`,
  });
  await recordAudit(tx, ctx, {
    ...why,
    entityType: 'User',
    entityId: userId,
    organizationId,
    changes: { role: { before: role, after: null } },
  });
}
