import type { LimitScope } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantClient, TenantTransaction } from '@freehold/core-db';
import { personName } from '../accounts/person-name.ts';

interface Subject {
  readonly scope: LimitScope;
  readonly scopeKey: string;
}

/** Names of the people and organizations among the subjects, at most as many as there are, by id. */
export async function readSubjectNames(
  db: TenantClient | TenantTransaction,
  subjects: readonly Subject[],
): Promise<Map<string, string>> {
  const keysOf = (scope: LimitScope) =>
    subjects.filter((subject) => subject.scope === scope).map(({ scopeKey }) => scopeKey);
  const [userIds, organizationIds] = [keysOf('USER'), keysOf('ORGANIZATION')];
  const users = await db.user.findMany({
    where: { id: { in: userIds } },
    take: userIds.length,
    select: { id: true, firstName: true, lastName: true },
  });
  const organizations = await db.organization.findMany({
    where: { id: { in: organizationIds } },
    take: organizationIds.length,
    select: { id: true, name: true },
  });
  return new Map([
    ...users.map((user) => [user.id, personName(user)] as const),
    ...organizations.map(({ id, name }) => [id, name] as const),
  ]);
}

/** What a limit is about, in words; for a person or organization their name. Throws NOT_FOUND `entity.not_found`. */
export async function requireSubjectName(
  db: TenantClient | TenantTransaction,
  { scope, scopeKey }: Subject,
): Promise<string> {
  if (scope === 'TENANT') return 'Everybody';
  if (scope === 'ROLE' || scope === 'TIER') return scopeKey;
  const id = scopeKey.toLowerCase();
  const name = (await readSubjectNames(db, [{ scope, scopeKey: id }])).get(id);
  if (name === undefined) {
    const entity = scope === 'USER' ? 'User' : 'Organization';
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity });
  }
  return name;
}
