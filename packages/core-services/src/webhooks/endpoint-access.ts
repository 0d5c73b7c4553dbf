/*
 * Who may do what with webhook endpoints. The tenant's own are for operators with the permission;
 * an organization's for its owners and admins, for operators who may see or change organizations,
 * and for its own keys with the scope. Whoever may not see an endpoint is told that there is none.
 */
import { AppError } from '@freehold/core-contracts/errors';
import { hasPermission, type ApiScope } from '@freehold/core-contracts/permissions';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { requireOrganization } from '../organizations/access.ts';
import { endpointFields, type EndpointRow } from './endpoint-fields.ts';

export type EndpointNeed = 'READ' | 'MANAGE';

const scopeOf = {
  READ: 'webhook.read',
  MANAGE: 'webhook.manage',
} as const satisfies Record<EndpointNeed, ApiScope>;

/**
 * Lets through who may read or manage endpoints of `organizationId`, or of the tenant itself where it
 * is null. Throws FORBIDDEN `permission.missing` for the tenant's, and as `requireOrganization`.
 */
export async function assertEndpointAccess(
  ctx: ServiceContext,
  organizationId: string | null,
  need: EndpointNeed,
): Promise<void> {
  const { actor } = ctx;
  const permission = scopeOf[need];
  if (organizationId === null) {
    const isAllowed = actor.kind === 'OPERATOR' && hasPermission(actor.role, permission);
    if (!isAllowed) throw new AppError('FORBIDDEN', 'permission.missing', { permission });
    return;
  }
  // An address may itself be a secret: members without a say in the organization do not see it.
  const organizationNeed = need === 'READ' && actor.kind !== 'USER' ? 'VIEW' : 'MANAGE';
  await requireOrganization(ctx, organizationId, organizationNeed, { scope: permission });
}

/** An endpoint the caller may read or manage. Throws NOT_FOUND `entity.not_found`, and FORBIDDEN to whoever sees it with too few rights. */
export async function requireEndpoint(
  ctx: ServiceContext,
  endpointId: string,
  need: EndpointNeed,
  tx?: TenantTransaction,
): Promise<EndpointRow> {
  const row = await (tx ?? ctx.db).webhookEndpoint.findFirst({
    where: { id: endpointId },
    select: endpointFields,
  });
  if (row === null) throw endpointNotFound();
  await assertMayUse(ctx, row.organizationId, need, endpointNotFound);
  return row;
}

/** As `assertEndpointAccess`, for something found by its own id: who may not even read it gets `notFound`. */
export async function assertMayUse(
  ctx: ServiceContext,
  organizationId: string | null,
  need: EndpointNeed,
  notFound: () => AppError,
): Promise<void> {
  try {
    await assertEndpointAccess(ctx, organizationId, need);
  } catch (error) {
    const isHidden =
      error instanceof AppError &&
      (error.kind === 'NOT_FOUND' || (organizationId === null && !maySeeTenantEndpoints(ctx)));
    throw isHidden ? notFound() : error;
  }
}

function maySeeTenantEndpoints({ actor }: ServiceContext): boolean {
  return actor.kind === 'OPERATOR' && hasPermission(actor.role, 'webhook.read');
}

/** The error for an endpoint that is not there, or not for the caller. */
export function endpointNotFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: 'WebhookEndpoint' });
}

/** The error for a delivery that is not there, or not for the caller. */
export function deliveryNotFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: 'WebhookDelivery' });
}
