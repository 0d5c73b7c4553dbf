import { AppError } from '@freehold/core-contracts/errors';
import type { UpdateProfileInput } from '@freehold/core-contracts/people';
import type { AccountView } from '@freehold/core-contracts/users';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { getAccount } from '../get-account.ts';
import { requireOwnUserId } from '../own-account.ts';
import { isIdentityFixed } from './identity.ts';
import { changePerson, personFields } from './person.ts';

const profileFields = { ...personFields, username: true, nationalIdNumber: true } as const;
const identity = ['firstName', 'lastName', 'nationalIdNumber'] as const;

/**
 * Changes the caller's own profile. What a reviewer has decided on, name and national id number,
 * stays from then on. Throws PRECONDITION_FAILED `version.stale`, CONFLICT `profile.identity_fixed`
 * and `profile.username_taken`.
 */
export async function updateProfile({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: UpdateProfileInput;
}): Promise<AccountView> {
  const id = requireOwnUserId(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const person = await tx.user.findFirst({
      where: { id, deletedAt: null },
      select: profileFields,
    });
    if (person === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
    const { firstName, lastName, username, version } = input;
    const nationalIdNumber =
      input.nationalIdNumber === undefined ? person.nationalIdNumber : input.nationalIdNumber;
    const wanted = { firstName, lastName, username, nationalIdNumber };
    const changed = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
      (field) => wanted[field] !== person[field],
    );
    if (changed.length === 0) return;
    if (isIdentityFixed(person.status) && identity.some((field) => changed.includes(field))) {
      throw new AppError('CONFLICT', 'profile.identity_fixed');
    }
    if (changed.includes('username')) await assertFree(tx, id, username);
    await changePerson(tx, { ...person, version }, wanted);
    await recordAudit(tx, ctx, {
      action: 'user.updateProfile',
      entityType: 'User',
      entityId: id,
      // The number itself stays out of the log.
      changes: Object.fromEntries(
        changed.map((field) => [
          field,
          field === 'nationalIdNumber'
            ? { before: person[field] !== null, after: wanted[field] !== null }
            : { before: person[field], after: wanted[field] },
        ]),
      ),
    });
  });
  return getAccount({ ctx });
}

async function assertFree(
  tx: TenantTransaction,
  id: string,
  username: string | null,
): Promise<void> {
  if (username === null) return;
  const other = await tx.user.findFirst({
    where: { username, id: { not: id } },
    select: { id: true },
  });
  if (other !== null) throw new AppError('CONFLICT', 'profile.username_taken');
}
