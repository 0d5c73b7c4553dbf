import type { UserStatus } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { Locale } from '@freehold/core-contracts/ids';
import { findUserTransition } from '@freehold/core-contracts/user-status';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { changeUserStatus } from '../change-user-status.ts';
import { tellOwner } from '../credentials/tell-owner.ts';
import { assertNotLast, giveBackCases, type Person } from './person.ts';

/** What operators may do by hand; every other change of status follows from a review or the ledger. */
const byHand = ['user.freeze', 'user.unfreeze', 'user.suspend', 'user.resume', 'user.close'];

/** Refuses a change that operators may not make by hand. Throws CONFLICT `user.transition_not_allowed`. */
export function assertTransition(person: Person, to: UserStatus): void {
  const transition = findUserTransition(person.status, to);
  if (transition !== null && byHand.includes(transition.action)) return;
  throw new AppError('CONFLICT', 'user.transition_not_allowed', { from: person.status, to });
}

/**
 * Sets a person's status by hand in the caller's transaction: sessions end, the person is told in
 * their language, subscribers hear of it. Gives the new version. Throws as `assertTransition`,
 * `assertNotLast` and `changeUserStatus`.
 */
export async function setStatus(
  tx: TenantTransaction,
  ctx: ServiceContext,
  change: { readonly person: Person; readonly to: UserStatus; readonly reason: string },
): Promise<number> {
  const { person, to, reason } = change;
  assertTransition(person, to);
  if (to !== 'ACTIVE') await assertNotLast(tx, person);
  const { id, status } = person;
  const { version } = await changeUserStatus(tx, ctx, { user: person, to, reason });
  if (to !== 'ACTIVE') await giveBackCases(tx, id);
  await tellOwner(tx, ctx, {
    owner: person,
    kind: 'account.statusChanged',
    facts: { status: to, previousStatus: status },
    template: 'statusChanged',
    parameters: {
      firstName: person.firstName,
      status: to,
      reason: shownReason(person, to, reason),
    },
    cause: `${id}:${version}`,
  });
  return version;
}

const checking = {
  en: 'A check of your account is under way.',
  fr: 'Votre compte est en cours de vérification.',
};

// Why compliance freezes somebody is not for that person to read.
function shownReason({ locale }: Person, to: UserStatus, reason: string): string {
  return to === 'FROZEN' ? checking[Locale.catch('en').parse(locale)] : reason;
}
