import type { UserRole } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { hasPermission, isStaffRole } from '@freehold/core-contracts/permissions';
import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import { staleVersion } from '../../audit/stale-version.ts';
import type { ServiceContext } from '../../context.ts';
import type { ActSubject } from '../../proposals/act.ts';
import { findOwnUserId } from '../own-account.ts';
import { personName } from '../person-name.ts';

export const personFields = {
  id: true,
  email: true,
  firstName: true,
  lastName: true,
  locale: true,
  role: true,
  status: true,
  version: true,
  deletedAt: true,
  erasedAt: true,
} as const satisfies Prisma.UserSelect;

/** A person somebody is about to act on. */
export type Person = Prisma.UserGetPayload<{ select: typeof personFields }>;

export interface SeenPerson {
  readonly userId: string;
  readonly version: number;
}

/** A person as a proposal shows them. */
export function toSubject(person: Person, changes: ActSubject['changes'] = []): ActSubject {
  const { id, version } = person;
  return {
    entityType: 'User',
    entityId: id,
    entityName: personName(person),
    entityVersion: version,
    changes,
  };
}

/**
 * The person at the version that was looked at, if the caller may act on them. Throws NOT_FOUND
 * `entity.not_found`, PRECONDITION_FAILED `version.stale`, FORBIDDEN as `assertMayActOn`, CONFLICT
 * `user.deleted` or `user.not_deleted`.
 */
export async function requirePerson(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { userId, version }: SeenPerson,
  expected: { readonly isDeleted: boolean } = { isDeleted: false },
): Promise<Person> {
  const person = await tx.user.findFirst({ where: { id: userId }, select: personFields });
  if (person === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  assertMayActOn(ctx, person);
  if (person.version !== version) throw await stalePerson(tx, person);
  if ((person.deletedAt !== null) !== expected.isDeleted) {
    throw new AppError('CONFLICT', expected.isDeleted ? 'user.not_deleted' : 'user.deleted');
  }
  return person;
}

const rankOf: Readonly<Record<UserRole, number>> = {
  USER: 0,
  REVIEWER: 1,
  TREASURER: 1,
  AUDITOR: 1,
  ADMIN: 2,
  PLATFORM_OPERATOR: 3,
};

/** Whether `role` stands above `other`. */
export function isAbove(role: UserRole, other: UserRole): boolean {
  return rankOf[role] > rankOf[other];
}

/**
 * Refuses an operator who would act on themselves, on somebody of a higher role, or on a colleague
 * without the right to manage staff. Throws FORBIDDEN `user.self`, `user.higher_role` and
 * `permission.missing`.
 */
export function assertMayActOn(
  ctx: ServiceContext,
  person: Pick<Person, 'id' | 'email' | 'role'>,
): void {
  const { actor } = ctx;
  if (actor.kind !== 'OPERATOR') return;
  const isSelf = findOwnUserId(ctx) === person.id || actor.email === person.email;
  if (isSelf) throw new AppError('FORBIDDEN', 'user.self');
  if (isAbove(person.role, actor.role)) throw new AppError('FORBIDDEN', 'user.higher_role');
  if (isStaffRole(person.role) && !hasPermission(actor.role, 'staff.manage')) {
    throw new AppError('FORBIDDEN', 'permission.missing', { permission: 'staff.manage' });
  }
}

const managers = defineReviewedSql(
  'staff.lockManagers',
  'Two who would remove one another have to come one after the other: Prisma has no row locks',
);

/**
 * Refuses to take away the last who can manage the tenant: its last working ADMIN, and on the
 * platform its last PLATFORM_OPERATOR. Whoever else would take one away waits until this is done.
 * Throws CONFLICT `staff.last_of_role`.
 */
export async function assertNotLast(tx: TenantTransaction, person: Person): Promise<void> {
  if (person.role !== 'ADMIN' && person.role !== 'PLATFORM_OPERATOR') return;
  if (person.status !== 'ACTIVE') return;
  const rows = await queryReviewed<{ id: string }>(
    tx,
    managers,
    Prisma.sql`SELECT "id" FROM "User"
      WHERE "role" = ${person.role}::"UserRole" AND "status" = 'ACTIVE' AND "deletedAt" IS NULL
        AND "passwordHash" IS NOT NULL
      ORDER BY "id" LIMIT 1000 FOR NO KEY UPDATE`,
  );
  if (rows.every(({ id }) => id === person.id)) {
    throw new AppError('CONFLICT', 'staff.last_of_role', { role: person.role });
  }
}

/** Writes to the person unless somebody was faster. Throws PRECONDITION_FAILED `version.stale`. */
export async function changePerson(
  tx: TenantTransaction,
  person: Person,
  data: Omit<Prisma.UserUncheckedUpdateManyInput, 'version'>,
): Promise<number> {
  const { id, version } = person;
  const { count } = await tx.user.updateMany({
    where: { id, version, deletedAt: person.deletedAt === null ? null : { not: null } },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 1) return version + 1;
  const current = await tx.user.findFirst({ where: { id }, select: personFields });
  if (current === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  throw await stalePerson(tx, current);
}

function stalePerson(tx: TenantTransaction, { id, version }: Person): Promise<AppError> {
  return staleVersion(tx, { type: 'User', id, version });
}

/** Puts undecided cases of a reviewer who can no longer work back into the queue; gives how many. */
export async function giveBackCases(tx: TenantTransaction, userId: string): Promise<number> {
  const { count } = await tx.approvalCase.updateMany({
    where: { assigneeId: userId, decidedAt: null },
    data: { assigneeId: null, version: { increment: 1 } },
  });
  return count;
}
