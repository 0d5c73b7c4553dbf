import { AppError } from '@freehold/core-contracts/errors';
import type { ActOutcome, PersonActInput } from '@freehold/core-contracts/people';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { repeatLost } from '../../retry-races.ts';
import { reopenWalletsOf } from '../../wallets/wallets-of-person.ts';
import { changePerson, requirePerson } from './person.ts';

/** Restores a deleted person as they were; they sign in anew. Throws as `requirePerson` and CONFLICT `user.erased`. */
export async function restorePerson({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: PersonActInput;
}): Promise<ActOutcome> {
  const version = await repeatLost(ctx, async (tx) => {
    const person = await requirePerson(tx, ctx, input, { isDeleted: true });
    if (person.erasedAt !== null) throw new AppError('CONFLICT', 'user.erased');
    const after = await changePerson(tx, person, {
      deletedAt: null,
      deletedBy: null,
      isActive: person.status === 'ACTIVE',
    });
    // Of whoever is closed they are closed for good: nobody could empty them.
    if (person.status !== 'CLOSED') await reopenWalletsOf(tx, person.id);
    await recordAudit(tx, ctx, {
      action: 'user.restore',
      entityType: 'User',
      entityId: person.id,
      reason: input.reason,
      changes: { deletedAt: { before: person.deletedAt?.toISOString() ?? null, after: null } },
    });
    return after;
  });
  return { state: 'DONE', version };
}
