import { AppError } from '@freehold/core-contracts/errors';
import { ChangeUserRoleInput, type ActOutcome } from '@freehold/core-contracts/people';
import { hasPermission } from '@freehold/core-contracts/permissions';
import type { TenantTransaction } from '@freehold/core-db';
import {
  assertNotLast,
  changePerson,
  giveBackCases,
  toSubject,
  requirePerson,
  type Person,
} from '../accounts/people/person.ts';
import { endUserSessions } from '../accounts/session/end-user-sessions.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { assertMayGive } from './assert-may-give.ts';

export const changeRoleAct = defineAct<ChangeUserRoleInput>({
  action: 'user.changeRole',
  permission: 'staff.manage',
  schema: ChangeUserRoleInput,
  reasonOf: ({ reason }) => reason,
  wakes: [],
  async look(tx, ctx, input) {
    const person = await requireChangeable(tx, ctx, input);
    return toSubject(person, [{ field: 'role', value: input.role }]);
  },
  carryOut: changeRoleIn,
});

/**
 * Gives a person another role; every session ends, so that the old rights end with it. Throws as
 * `requirePerson` and `assertMayGive`, CONFLICT `staff.last_of_role`, `user.role_unchanged` and
 * `user.not_active`.
 */
export function changeRole({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ChangeUserRoleInput;
}): Promise<ActOutcome> {
  return performAct(ctx, changeRoleAct, input);
}

async function requireChangeable(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: ChangeUserRoleInput,
): Promise<Person> {
  const person = await requirePerson(tx, ctx, input);
  assertMayGive(ctx, input.role);
  if (person.role === input.role) throw new AppError('CONFLICT', 'user.role_unchanged');
  if (person.status !== 'ACTIVE') throw new AppError('CONFLICT', 'user.not_active');
  return person;
}

async function changeRoleIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: ChangeUserRoleInput,
): Promise<number> {
  const person = await requireChangeable(tx, ctx, input);
  await assertNotLast(tx, person);
  const { id: userId } = person;
  const version = await changePerson(tx, person, { role: input.role });
  const endedSessions = await endUserSessions(tx, ctx, { userId, reason: 'ROLE_CHANGED' });
  if (!hasPermission(input.role, 'approval.decide')) await giveBackCases(tx, userId);
  await recordAudit(tx, ctx, {
    action: changeRoleAct.action,
    entityType: 'User',
    entityId: userId,
    reason: input.reason,
    changes: { role: { before: person.role, after: input.role }, endedSessions },
  });
  return version;
}
