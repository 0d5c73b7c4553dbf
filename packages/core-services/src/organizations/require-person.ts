import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { mostOwned } from './limits.ts';

export interface ActivePerson {
  readonly id: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale: string;
}

/**
 * A person who may take part in organizations, whose row is held until the end of the transaction.
 * Throws NOT_FOUND `entity.not_found` and CONFLICT `organization.person_not_active`.
 */
export async function requireActivePerson(
  tx: TenantTransaction,
  ctx: ServiceContext,
  userId: string,
): Promise<ActivePerson> {
  await tx.user.updateMany({
    where: { id: userId, deletedAt: null },
    data: { updatedAt: ctx.clock() },
  });
  const person = await tx.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: {
      id: true,
      email: true,
      emailVerified: true,
      firstName: true,
      lastName: true,
      locale: true,
      status: true,
    },
  });
  if (person === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  const { status, ...rest } = person;
  if (status !== 'ACTIVE') throw new AppError('CONFLICT', 'organization.person_not_active');
  return rest;
}

/** Throws LIMIT_EXCEEDED `organization.too_many_owned` for who owns as many as one may; the person's row is to be held. */
export async function assertMayOwnMore(tx: TenantTransaction, userId: string): Promise<void> {
  const owned = await tx.membership.count({
    where: { userId, role: 'OWNER', organization: { deletedAt: null } },
  });
  if (owned < mostOwned) return;
  throw new AppError('LIMIT_EXCEEDED', 'organization.too_many_owned', { maximum: mostOwned });
}
