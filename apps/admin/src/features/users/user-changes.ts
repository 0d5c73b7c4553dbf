import type { UserDetail } from '@freehold/core-contracts/users';
import { fullName, userRoleLabels, userStatusLabels } from '../../lib/labels.ts';

type Facet = { name: string; read: (user: UserDetail) => string };

const facets: readonly Facet[] = [
  { name: 'Status', read: (user) => userStatusLabels[user.status].text },
  { name: 'Role', read: (user) => userRoleLabels[user.role] },
  { name: 'Name', read: fullName },
  { name: 'E-mail address', read: (user) => user.email },
  { name: 'Phone', read: (user) => user.phone ?? 'none' },
  { name: 'Account', read: (user) => (user.deletedAt ? 'deleted' : 'kept') },
  { name: 'Second factors', read: (user) => String(user.authenticatorCount + user.passkeyCount) },
];

/** What is no longer as the operator has read it, in words. */
export function describeUserChanges(read: UserDetail, current: UserDetail): string[] {
  return facets
    .filter((facet) => facet.read(read) !== facet.read(current))
    .map((facet) => `${facet.name}: ${facet.read(read)} → ${facet.read(current)}`);
}
