import type { UserRole } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { isAbove } from '../accounts/people/person.ts';
import type { ServiceContext } from '../context.ts';

/**
 * Refuses a role that the caller may not give, or that does not belong to this tenant. Throws
 * FORBIDDEN `user.higher_role` and INVALID `staff.role_unfit`.
 */
export function assertMayGive({ actor, tenant }: ServiceContext, role: UserRole): void {
  if (actor.kind === 'OPERATOR' && isAbove(role, actor.role)) {
    throw new AppError('FORBIDDEN', 'user.higher_role');
  }
  if (role === 'PLATFORM_OPERATOR' && tenant.kind !== 'PLATFORM') {
    throw new AppError('INVALID', 'staff.role_unfit', { role });
  }
}
