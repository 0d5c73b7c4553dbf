import { AppError } from '@freehold/core-contracts/errors';
import { isStaffRole } from '@freehold/core-contracts/permissions';
import type { TenantTransaction } from '@freehold/core-db';
import { singleFactorMinimum } from '../password/check-password.ts';
import { hasSecondFactor } from './list-factors.ts';

/**
 * After a factor was taken away, in the same transaction: what is left must be enough. Throws
 * PRECONDITION_FAILED `factor.last_of_operator`, and `factor.password_too_short` where the password
 * was taken beside a factor and would now stand alone. Recovery codes that stand for nothing go.
 */
export async function assertEnoughLeft(tx: TenantTransaction, userId: string): Promise<void> {
  if (await hasSecondFactor(tx, userId)) return;
  const user = await tx.user.findFirstOrThrow({
    where: { id: userId },
    select: { role: true, passwordMinimum: true },
  });
  if (isStaffRole(user.role)) throw new AppError('PRECONDITION_FAILED', 'factor.last_of_operator');
  if (user.passwordMinimum < singleFactorMinimum) {
    throw new AppError('PRECONDITION_FAILED', 'factor.password_too_short', {
      minimum: singleFactorMinimum,
    });
  }
  await tx.recoveryCode.deleteMany({ where: { userId } });
}
