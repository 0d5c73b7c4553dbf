import { AppError } from '@freehold/core-contracts/errors';
import type { AccountView } from '@freehold/core-contracts/users';
import { readThrough } from '../cache/drop-on-write.ts';
import type { ServiceContext } from '../context.ts';
import { requireOwnUserId } from './own-account.ts';
import { isIdentityFixed } from './people/identity.ts';

/** The caller's own account and how its application stands. Throws NOT_FOUND `entity.not_found`. */
export async function getAccount({ ctx }: { ctx: ServiceContext }): Promise<AccountView> {
  const userId = requireOwnUserId(ctx);
  return readThrough(ctx, { name: 'account', id: userId }, () => readAccount(ctx, userId));
}

async function readAccount(ctx: ServiceContext, userId: string): Promise<AccountView> {
  const row = await ctx.db.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: {
      id: true,
      email: true,
      firstName: true,
      lastName: true,
      phone: true,
      countryCode: true,
      username: true,
      nationalIdNumber: true,
      version: true,
      status: true,
      createdAt: true,
      approvalCase: {
        select: {
          status: true,
          openedAt: true,
          decidedAt: true,
          decisions: {
            where: { decision: 'REQUEST_INFORMATION' },
            orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
            take: 1,
            select: { comment: true },
          },
        },
      },
    },
  });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  const { approvalCase, createdAt, ...account } = row;
  const isInformationRequested = approvalCase?.status === 'MORE_INFORMATION';
  return {
    ...account,
    isNationalIdRequired: ctx.tenant.settings.isNationalIdRequired,
    isIdentityFixed: isIdentityFixed(account.status),
    isInformationRequested,
    informationRequest: isInformationRequested
      ? (approvalCase.decisions[0]?.comment ?? null)
      : null,
    submittedAt: approvalCase?.openedAt ?? createdAt,
    decidedAt: approvalCase?.decidedAt ?? null,
  };
}
