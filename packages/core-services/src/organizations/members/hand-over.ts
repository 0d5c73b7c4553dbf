import { AppError } from '@freehold/core-contracts/errors';
import { Locale } from '@freehold/core-contracts/ids';
import type { MemberInput } from '@freehold/core-contracts/organizations';
import type { Done } from '@freehold/core-contracts/session';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { enqueueMessage } from '../../messaging/enqueue-message.ts';
import { notify } from '../../notifications/notify.ts';
import { changeOrganization } from '../change-organization.ts';
import { assertMayOwnMore, requireActivePerson } from '../require-person.ts';
import { requireMember } from './require-member.ts';

/**
 * Makes another member the owner; who owned it becomes an admin, and both are told. The database
 * lets an organization have one owner, neither two nor none. Throws as `changeOrganization`,
 * NOT_FOUND `entity.not_found` for who is no member, CONFLICT `organization.owner_already` and
 * `organization.person_not_active`, LIMIT_EXCEEDED `organization.too_many_owned`.
 */
export async function handOver({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: MemberInput;
}): Promise<Done> {
  const { organizationId, userId, reason } = input;
  await changeOrganization(ctx, organizationId, 'OWN', {}, async (tx, organization) => {
    const successor = await requireMember(tx, organizationId, userId);
    if (successor.role === 'OWNER') throw new AppError('CONFLICT', 'organization.owner_already');
    await requireActivePerson(tx, ctx, userId);
    await assertMayOwnMore(tx, userId);
    const owner = await tx.membership.findFirst({
      where: { organizationId, role: 'OWNER' },
      select: { id: true, userId: true },
    });
    if (owner !== null) {
      await tx.membership.updateMany({ where: { id: owner.id }, data: { role: 'ADMIN' } });
    }
    await tx.membership.updateMany({ where: { id: successor.id }, data: { role: 'OWNER' } });
    const told = [userId, ...(owner === null ? [] : [owner.userId])];
    await tell(tx, ctx, { id: organizationId, name: organization.name }, told);
    await recordAudit(tx, ctx, {
      action: 'organization.handOver',
      entityType: 'Organization',
      entityId: organizationId,
      organizationId,
      reason,
      changes: { ownerId: { before: owner?.userId ?? null, after: userId } },
    });
  });
  ctx.wake('messages');
  return { isDone: true };
}

async function tell(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { id, name }: { readonly id: string; readonly name: string },
  userIds: readonly string[],
): Promise<void> {
  const entity = { type: 'Organization', id };
  const cause = `organization.handedOver:${id}:${ctx.clock().getTime()}`;
  const [newOwnerId] = userIds;
  for (const userId of userIds) {
    const isNewOwner = userId === newOwnerId;
    const parameters = { organization: name, isNewOwner };
    await notify(tx, ctx, {
      ...{ userId, parameters, entity },
      kind: 'organization.handedOver',
      idempotencyKey: cause,
    });
    const person = await tx.user.findFirst({
      where: { id: userId, deletedAt: null },
      select: { email: true, locale: true },
    });
    if (person === null) continue;
    await enqueueMessage(tx, ctx, {
      channel: 'EMAIL',
      recipient: person.email,
      template: 'organizationHandedOver',
      parameters: { organization: name },
      locale: Locale.catch('en').parse(person.locale),
      idempotencyKey: `${cause}:${userId}`,
      entity,
    });
  }
}
