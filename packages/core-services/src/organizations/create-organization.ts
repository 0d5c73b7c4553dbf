import { AppError } from '@freehold/core-contracts/errors';
import type {
  CreateOrganizationInput,
  OrganizationDetail,
} from '@freehold/core-contracts/organizations';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { actorKey, type ServiceContext } from '../context.ts';
import { takeBudget } from '../onboarding/budget/take-budget.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { isManagingOperator } from './access.ts';
import { getOrganization } from './get-organization.ts';
import { creationLimit } from './limits.ts';
import { assertMayOwnMore, requireActivePerson } from './require-person.ts';

/**
 * Makes an organization on the FREE plan, owned by whoever makes it or, where an operator does, by
 * the person the operator names. Throws CONFLICT `organization.slug_taken` and
 * `organization.person_not_active`, INVALID `organization.owner_required`, FORBIDDEN
 * `permission.missing`, LIMIT_EXCEEDED `organization.too_many_owned` and `organization.create_limit`.
 */
export async function createOrganization({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CreateOrganizationInput;
}): Promise<OrganizationDetail> {
  const ownerId = ownerOf(ctx, input);
  const budget = await takeBudget(ctx, creationLimit, actorKey(ctx.actor));
  if (!budget.isTaken) {
    const { retryAfterSeconds } = budget;
    throw new AppError('LIMIT_EXCEEDED', 'organization.create_limit', { retryAfterSeconds });
  }
  const organizationId = await inTransaction(ctx.db, async (tx) => {
    const owner = await requireActivePerson(tx, ctx, ownerId);
    await assertMayOwnMore(tx, owner.id);
    return writeOrganization(tx, ctx, input, owner.id);
  });
  ctx.wake('webhooks');
  return getOrganization({ ctx, input: { organizationId } });
}

function ownerOf(ctx: ServiceContext, { ownerId }: CreateOrganizationInput): string {
  const missing = { permission: 'organization.manage' };
  if (ctx.actor.kind !== 'OPERATOR') {
    if (ownerId !== undefined) throw new AppError('FORBIDDEN', 'permission.missing', missing);
    return requireOwnUserId(ctx);
  }
  if (!isManagingOperator(ctx)) throw new AppError('FORBIDDEN', 'permission.missing', missing);
  if (ownerId === undefined) throw new AppError('INVALID', 'organization.owner_required');
  return ownerId;
}

/** Writes an organization with its owner and its FREE plan, for callers who have checked both. Throws CONFLICT `organization.slug_taken`. */
export async function writeOrganization(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { name, slug }: Pick<CreateOrganizationInput, 'name' | 'slug'>,
  ownerId: string,
): Promise<string> {
  const [row] = await tx.organization.createManyAndReturn({
    data: [{ name, slug, createdAt: ctx.clock() }],
    skipDuplicates: true,
    select: { id: true },
  });
  if (row === undefined) throw new AppError('CONFLICT', 'organization.slug_taken');
  const organizationId = row.id;
  const addedAt = ctx.clock();
  await tx.membership.create({
    data: { organizationId, userId: ownerId, role: 'OWNER', addedAt },
    select: { id: true },
  });
  await tx.subscription.create({ data: { organizationId }, select: { id: true } });
  await emitEvent(tx, ctx, {
    eventType: 'organization.created',
    payload: { organizationId, name, slug },
    organizationId,
    idempotencyKey: `organization.created:${organizationId}`,
  });
  await recordAudit(tx, ctx, {
    action: 'organization.create',
    entityType: 'Organization',
    entityId: organizationId,
    organizationId,
    changes: { name, slug, ownerId },
  });
  return organizationId;
}
