import type { TenantClient, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { findOwnUserId } from './own-account.ts';

/** Whose something is: a person's, an organization's, or neither's. */
export interface Holding {
  readonly userId: string | null;
  readonly organizationId: string | null;
}

/**
 * Whether what somebody holds is the caller's own: theirs, or of an organization that they are an
 * owner or administrator of. An operator of another tenant is known by their address.
 */
export async function isOwnHolding(
  db: TenantClient | TenantTransaction,
  ctx: ServiceContext,
  holding: Holding,
): Promise<boolean> {
  if (holding.userId === null && holding.organizationId === null) return false;
  const ownId = await findPersonHere(db, ctx);
  return ownId !== null && isHeldBy(db, ownId, holding);
}

/** The same of a person of this tenant. */
export async function isHeldBy(
  db: TenantClient | TenantTransaction,
  personId: string,
  { userId, organizationId }: Holding,
): Promise<boolean> {
  if (userId !== null || organizationId === null) return userId === personId;
  const membership = await db.membership.findFirst({
    where: { organizationId, userId: personId, role: { in: ['OWNER', 'ADMIN'] } },
    select: { id: true },
  });
  return membership !== null;
}

/** Id of the caller's account in this tenant, by its address where they are an operator of another; null where they have none. */
export async function findPersonHere(
  db: TenantClient | TenantTransaction,
  ctx: ServiceContext,
): Promise<string | null> {
  const { actor } = ctx;
  const ownId = findOwnUserId(ctx);
  if (ownId !== null || actor.kind !== 'OPERATOR' || actor.email === undefined) return ownId;
  const person = await db.user.findFirst({
    where: { email: actor.email, deletedAt: null },
    select: { id: true },
  });
  return person?.id ?? null;
}
