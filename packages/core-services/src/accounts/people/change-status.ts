import { AppError } from '@freehold/core-contracts/errors';
import { ChangeUserStatusInput, type ActOutcome } from '@freehold/core-contracts/people';
import { hasPermission } from '@freehold/core-contracts/permissions';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { actorId, type ServiceContext } from '../../context.ts';
import { defineAct } from '../../proposals/act.ts';
import { performAct } from '../../proposals/perform-act.ts';
import { closeCase } from '../../approvals/close-case.ts';
import { closeWalletsOf } from '../../wallets/wallets-of-person.ts';
import { assertLeavable } from './assert-leavable.ts';
import { toSubject, requirePerson } from './person.ts';
import { assertTransition, setStatus } from './set-status.ts';

/** Closing is for good. */
export const closeAct = defineAct<ChangeUserStatusInput>({
  action: 'user.close',
  permission: 'user.manage',
  schema: ChangeUserStatusInput,
  reasonOf: ({ reason }) => reason,
  wakes: ['messages', 'webhooks'],
  async look(tx, ctx, input) {
    const person = await requirePerson(tx, ctx, input);
    assertTransition(person, 'CLOSED');
    await assertLeavable(tx, person.id, { isLook: true });
    return toSubject(person, [{ field: 'status', value: 'CLOSED' }]);
  },
  carryOut: (tx, ctx, input) => change(tx, ctx, { ...input, status: 'CLOSED' }),
});

/**
 * Freezes, unfreezes, suspends, resumes or closes a person. Closing needs `user.manage`, and a
 * second operator where the tenant asks for one, and wallets that are empty: nobody could empty them
 * afterwards. Throws as `requirePerson`, `assertLeavable`, `setStatus` and FORBIDDEN
 * `permission.missing`.
 */
export async function changeStatus({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ChangeUserStatusInput;
}): Promise<ActOutcome> {
  if (input.status === 'CLOSED') {
    const { actor } = ctx;
    if (actor.kind === 'OPERATOR' && !hasPermission(actor.role, closeAct.permission)) {
      throw new AppError('FORBIDDEN', 'permission.missing', { permission: closeAct.permission });
    }
    return performAct(ctx, closeAct, input);
  }
  const version = await inTransaction(ctx.db, (tx) => change(tx, ctx, input));
  for (const topic of closeAct.wakes) ctx.wake(topic);
  return { state: 'DONE', version };
}

async function change(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: ChangeUserStatusInput,
): Promise<number> {
  const person = await requirePerson(tx, ctx, input);
  const { status: to, reason } = input;
  if (to === 'CLOSED') {
    await assertLeavable(tx, person.id);
    await closeWalletsOf(tx, person.id, {
      deletedAt: ctx.clock(),
      deletedBy: actorId(ctx.actor),
    });
    await closeCase(tx, ctx, { userId: person.id, comment: reason });
  }
  return setStatus(tx, ctx, { person, to, reason });
}
