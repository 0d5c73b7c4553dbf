import { AppError } from '@freehold/core-contracts/errors';
import type { SecurityView } from '@freehold/core-contracts/security';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';
import { minimumPasswordLength } from '../password/minimum-length.ts';

const mostFactors = 50;

/** Everything the security page shows of the caller's own account. Throws NOT_FOUND `entity.not_found`. */
export async function getSecurity({ ctx }: { ctx: ServiceContext }): Promise<SecurityView> {
  const byAge = { orderBy: { createdAt: 'asc' }, take: mostFactors } as const;
  const factorFields = { id: true, name: true, createdAt: true, lastUsedAt: true } as const;
  const row = await ctx.db.user.findFirst({
    where: { id: requireOwnUserId(ctx), deletedAt: null },
    select: {
      email: true,
      emailVerified: true,
      phone: true,
      phoneVerified: true,
      passwordHash: true,
      passwordChangedAt: true,
      authenticators: { where: { confirmedAt: { not: null } }, ...byAge, select: factorFields },
      passkeys: { ...byAge, select: { ...factorFields, isBackedUp: true } },
      _count: { select: { recoveryCodes: { where: { usedAt: null } } } },
      accountTokens: {
        where: {
          purpose: { in: ['EMAIL_CHANGE', 'PHONE_CHANGE'] },
          usedAt: null,
          endedAt: null,
          expiresAt: { gt: ctx.clock() },
        },
        take: 2,
        select: { purpose: true, target: true },
      },
    },
  });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  const pending = (purpose: 'EMAIL_CHANGE' | 'PHONE_CHANGE') =>
    row.accountTokens.find((token) => token.purpose === purpose)?.target ?? null;
  const { authenticators, passkeys } = row;
  const hasSecondFactor = authenticators.length + passkeys.length > 0;
  return {
    email: row.email,
    isEmailVerified: row.emailVerified,
    phone: row.phone,
    isPhoneVerified: row.phoneVerified,
    hasPassword: row.passwordHash !== null,
    passwordChangedAt: row.passwordChangedAt,
    pendingEmail: pending('EMAIL_CHANGE'),
    pendingPhone: pending('PHONE_CHANGE'),
    authenticators,
    passkeys,
    recoveryCodesLeft: row._count.recoveryCodes,
    minimumPasswordLength: minimumPasswordLength({ hasSecondFactor }),
  };
}
