import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { singleFactorMinimum } from '../password/check-password.ts';
import { endUserSessions } from '../session/end-user-sessions.ts';
import { clearSignInFailures } from '../session/throttle.ts';
import { lockAccount } from './lock-account.ts';

export interface RemovedFactors {
  readonly authenticators: number;
  readonly passkeys: number;
  /** The password was too short to stand alone and is gone: the person needs a link to set another. */
  readonly isPasswordWithdrawn: boolean;
  readonly endedSessions: number;
}

/**
 * Takes every second factor and all recovery codes from a person whose owner lost them, in the
 * caller's transaction; every session ends and failures are forgotten. Audit row and message are the
 * caller's. Throws NOT_FOUND `entity.not_found`.
 */
export async function removeAllFactors(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { userId }: { readonly userId: string },
): Promise<RemovedFactors> {
  const { email } = await lockAccount(tx, ctx, userId);
  const { count: authenticators } = await tx.authenticator.deleteMany({ where: { userId } });
  const { count: passkeys } = await tx.passkey.deleteMany({ where: { userId } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  const withdrawn = await tx.user.updateMany({
    where: { id: userId, passwordMinimum: { lt: singleFactorMinimum } },
    data: { passwordHash: null, passwordChangedAt: ctx.clock() },
  });
  await clearSignInFailures(ctx, { email, userId }, tx);
  const endedSessions = await endUserSessions(tx, ctx, { userId, reason: 'FACTORS_CHANGED' });
  return { authenticators, passkeys, isPasswordWithdrawn: withdrawn.count > 0, endedSessions };
}
