import type { ApiScope } from '@freehold/core-contracts/permissions';
import type { OrganizationNeed } from '../organizations/access.ts';

// What a person may not do, no key made by that person may do either.
const ownersScopes: readonly string[] = ['credit.transfer'] satisfies readonly ApiScope[];

/** What it takes to make a key with these scopes, or to be shown the secret of one. */
export function needFor(scopes: readonly string[]): OrganizationNeed {
  return scopes.some((scope) => ownersScopes.includes(scope)) ? 'OWN' : 'MANAGE';
}
