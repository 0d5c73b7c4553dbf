import type { TenantClient, TenantTransaction } from '@freehold/core-db';
import { hasSecondFactor } from '../factors/list-factors.ts';
import { secondFactorMinimum, singleFactorMinimum } from './check-password.ts';

/** Fewest code points of a new password: 15 where it is the only factor, 8 beside a second. */
export function minimumPasswordLength(user: { readonly hasSecondFactor: boolean }): number {
  return user.hasSecondFactor ? secondFactorMinimum : singleFactorMinimum;
}

/** The same for an account, by the factors it has now. */
export async function requiredPasswordLength(
  db: TenantClient | TenantTransaction,
  userId: string,
): Promise<number> {
  return minimumPasswordLength({ hasSecondFactor: await hasSecondFactor(db, userId) });
}
