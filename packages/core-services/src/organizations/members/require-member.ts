import type { MembershipRole } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import type { AccessibleOrganization } from '../access.ts';

export interface Member {
  readonly id: string;
  readonly userId: string;
  readonly role: MembershipRole;
}

/** A member of an organization whose row is held. Throws NOT_FOUND `entity.not_found`. */
export async function requireMember(
  tx: TenantTransaction,
  organizationId: string,
  userId: string,
): Promise<Member> {
  const member = await tx.membership.findFirst({
    where: { organizationId, userId },
    select: { id: true, userId: true, role: true },
  });
  if (member !== null) return member;
  throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Membership' });
}

/** Admins are made, changed and removed by the owner alone, members by admins too. Throws FORBIDDEN `organization.role_missing`. */
export function assertMayChangeRole(
  { canOwn }: AccessibleOrganization,
  ...roles: readonly MembershipRole[]
): void {
  if (canOwn || !roles.includes('ADMIN')) return;
  throw new AppError('FORBIDDEN', 'organization.role_missing', { need: 'OWN' });
}
