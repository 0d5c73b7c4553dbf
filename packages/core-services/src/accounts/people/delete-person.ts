import { AppError } from '@freehold/core-contracts/errors';
import { PersonActInput, type ActOutcome } from '@freehold/core-contracts/people';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import { actorId, type ServiceContext } from '../../context.ts';
import { defineAct } from '../../proposals/act.ts';
import { performAct } from '../../proposals/perform-act.ts';
import { emitEvent } from '../../webhooks/emit-event.ts';
import { withdraw } from '../credentials/account-link.ts';
import { writeToOwner } from '../credentials/tell-owner.ts';
import { forgetDevices } from '../devices/forget-devices.ts';
import { closeWalletsOf } from '../../wallets/wallets-of-person.ts';
import { endUserSessions } from '../session/end-user-sessions.ts';
import { assertLeavable } from './assert-leavable.ts';
import {
  assertNotLast,
  changePerson,
  giveBackCases,
  toSubject,
  requirePerson,
  type Person,
} from './person.ts';

export const deleteAct = defineAct<PersonActInput>({
  action: 'user.delete',
  permission: 'user.manage',
  schema: PersonActInput,
  reasonOf: ({ reason }) => reason,
  wakes: ['messages', 'webhooks'],
  async look(tx, ctx, input) {
    const person = await requireDeletable(tx, ctx, input, { isLook: true });
    return toSubject(person);
  },
  carryOut: deletePersonIn,
});

/**
 * Deletes a person, so that they can be restored: sessions end, lists leave them out, addresses stay
 * theirs and memberships too. Throws as `requirePerson` and `assertLeavable`, CONFLICT
 * `staff.last_of_role` and `user.activation_pending`.
 */
export function deletePerson({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: PersonActInput;
}): Promise<ActOutcome> {
  return performAct(ctx, deleteAct, input);
}

async function requireDeletable(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: PersonActInput,
  how: { readonly isLook?: boolean } = {},
): Promise<Person> {
  const person = await requirePerson(tx, ctx, input);
  // The ledger is about to make them active: that settles within moments.
  if (person.status === 'APPROVED_PENDING_ONCHAIN') {
    throw new AppError('CONFLICT', 'user.activation_pending');
  }
  await assertLeavable(tx, person.id, how);
  return person;
}

async function deletePersonIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: PersonActInput,
): Promise<number> {
  const person = await requireDeletable(tx, ctx, input);
  await assertNotLast(tx, person);
  const { id: userId, firstName } = person;
  const now = ctx.clock();
  const gone = { deletedAt: now, deletedBy: actorId(ctx.actor) };
  const version = await changePerson(tx, person, { ...gone, isActive: false });
  await closeWalletsOf(tx, userId, gone);
  const endedSessions = await endUserSessions(tx, ctx, { userId, reason: 'DELETED' });
  await withdraw(tx, ctx, { userId });
  await forgetDevices(tx, ctx, userId);
  await tx.pushToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
  const returnedCases = await giveBackCases(tx, userId);
  await writeToOwner(tx, ctx, {
    owner: person,
    template: 'accountDeleted',
    parameters: { firstName },
    idempotencyKey: `account-deleted:${userId}:${version}`,
  });
  await emitEvent(tx, ctx, {
    eventType: 'user.deleted',
    payload: { userId },
    idempotencyKey: `user.deleted:${userId}:${version}`,
  });
  await recordAudit(tx, ctx, {
    action: deleteAct.action,
    entityType: 'User',
    entityId: userId,
    reason: input.reason,
    changes: {
      deletedAt: { before: null, after: now.toISOString() },
      endedSessions,
      returnedCases,
    },
  });
  return version;
}
