import { AppError } from '@freehold/core-contracts/errors';
import type { ServiceContext } from '../context.ts';

/** Id of the caller's own account in this tenant, or null: a platform operator's lives elsewhere. */
export function findOwnUserId({ actor, tenant }: ServiceContext): string | null {
  if (actor.kind === 'USER') return actor.userId;
  if (actor.kind === 'OPERATOR' && actor.homeTenantId === tenant.id) return actor.userId;
  return null;
}

/** The same, or NOT_FOUND `entity.not_found`. */
export function requireOwnUserId(ctx: ServiceContext): string {
  const userId = findOwnUserId(ctx);
  if (userId === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  return userId;
}
