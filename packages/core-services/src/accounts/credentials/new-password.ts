import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import {
  assertAcceptablePassword,
  singleFactorMinimum,
  type PasswordRules,
} from '../password/check-password.ts';
import { hashPassword } from '../password/hash-password.ts';
import { requiredPasswordLength } from '../password/minimum-length.ts';
import type { LinkOwner } from './account-link.ts';

const platformName = 'Freehold';

export interface NewPassword {
  readonly passwordHash: string;
  /** The stricter of the two rules for length that it meets. */
  readonly passwordMinimum: number;
  readonly passwordChangedAt: Date;
}

/**
 * Checks a new password of an account and hashes it: what is written to the account's row. Throws
 * INVALID `password.too_short`, `password.too_common` and `password.contains_personal`.
 */
export async function makeNewPassword(
  ctx: ServiceContext,
  owner: LinkOwner,
  password: string,
): Promise<NewPassword> {
  const { firstName, lastName, email } = owner;
  const rules = {
    personal: { firstName, lastName, email },
    productNames: [platformName, ctx.tenant.name],
  };
  const passwordMinimum = isAcceptable(password, { ...rules, minimum: singleFactorMinimum })
    ? singleFactorMinimum
    : await requiredPasswordLength(ctx.db, owner.id);
  assertAcceptablePassword(password, { ...rules, minimum: passwordMinimum });
  const passwordHash = await hashPassword(password);
  return { passwordHash, passwordMinimum, passwordChangedAt: ctx.clock() };
}

function isAcceptable(password: string, rules: PasswordRules): boolean {
  try {
    assertAcceptablePassword(password, rules);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/**
 * Writes a new password to the account's row, which the caller holds: a factor that was removed while
 * it was hashed may ask for a longer one. Throws INVALID `password.too_short`.
 */
export async function writeNewPassword(
  tx: TenantTransaction,
  userId: string,
  password: NewPassword,
): Promise<void> {
  const minimum = await requiredPasswordLength(tx, userId);
  if (password.passwordMinimum < minimum) {
    throw new AppError('INVALID', 'password.too_short', { minimum });
  }
  await tx.user.updateMany({ where: { id: userId }, data: password });
}
