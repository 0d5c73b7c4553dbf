import type { SecondFactorMethod } from '@freehold/core-contracts/enums';
import type { TenantClient, TenantTransaction } from '@freehold/core-db';
import { mostFailures } from '../session/throttle.ts';

/** How many of each second factor an account has that can be used. */
export interface Factors {
  readonly authenticators: number;
  readonly passkeys: number;
  readonly recoveryCodes: number;
}

/** The usable second factors of an account; an authenticator that failed 100 times in a row is none. */
export async function listFactors(
  db: TenantClient | TenantTransaction,
  userId: string,
): Promise<Factors> {
  return {
    authenticators: await db.authenticator.count({
      where: { userId, confirmedAt: { not: null }, failedAttempts: { lt: mostFailures } },
    }),
    passkeys: await db.passkey.count({ where: { userId } }),
    recoveryCodes: await db.recoveryCode.count({ where: { userId, usedAt: null } }),
  };
}

/** Whether an account is held by more than its password. A dead authenticator counts: it must not open the account to the password alone. */
export async function hasSecondFactor(
  db: TenantClient | TenantTransaction,
  userId: string,
): Promise<boolean> {
  const authenticator = await db.authenticator.findFirst({
    where: { userId, confirmedAt: { not: null } },
    select: { id: true },
  });
  if (authenticator !== null) return true;
  return (await db.passkey.findFirst({ where: { userId }, select: { id: true } })) !== null;
}

/** What can be asked for, the easiest first. */
export function methodsOf(factors: Factors): SecondFactorMethod[] {
  return [
    ...(factors.passkeys > 0 ? (['PASSKEY'] as const) : []),
    ...(factors.authenticators > 0 ? (['TOTP'] as const) : []),
    ...(factors.recoveryCodes > 0 ? (['RECOVERY_CODE'] as const) : []),
  ];
}
