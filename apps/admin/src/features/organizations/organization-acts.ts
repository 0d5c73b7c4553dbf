import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import type { Permission } from '@freehold/core-contracts/permissions';

export type OrganizationAct =
  | 'rename'
  | 'changePlan'
  | 'resume'
  | 'cancel'
  | 'suspend'
  | 'grant'
  | 'transfer'
  | 'delete'
  | 'restore';

/** What this operator may do about an organization in the state it is in. */
export function actsOn(
  { deletedAt, subscription, scanCredits }: OrganizationDetail,
  permissions: readonly Permission[],
): OrganizationAct[] {
  if (!permissions.includes('organization.manage')) return [];
  if (deletedAt) return ['restore'];
  const { status, expiresAt } = subscription;
  const ofStatus: Readonly<Record<typeof status, OrganizationAct[]>> = {
    ACTIVE: ['changePlan', ...(expiresAt ? (['cancel'] as const) : []), 'suspend'],
    CANCELLED: ['changePlan', 'resume', 'suspend'],
    EXPIRED: ['changePlan', 'suspend'],
    SUSPENDED: ['resume'],
  };
  return [
    'rename',
    'grant',
    ...(scanCredits > 0 ? (['transfer'] as const) : []),
    ...ofStatus[status],
    'delete',
  ];
}
