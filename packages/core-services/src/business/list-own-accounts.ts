import type {
  BusinessAccountSummary,
  ListOwnBusinessAccountsInput,
} from '@freehold/core-contracts/business';
import { findOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { overseers } from './account-access.ts';
import { accountSummaryFields, toAccountSummary } from './account-fields.ts';
import { mostListed } from './limits.ts';

/** The accounts that the caller signs for or whose organization they own or administer, by name; at most 200. */
export async function listOwnAccounts({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListOwnBusinessAccountsInput;
}): Promise<BusinessAccountSummary[]> {
  const userId = findOwnUserId(ctx);
  if (userId === null) return [];
  const { organizationId } = input;
  const rows = await ctx.db.businessAccount.findMany({
    where: {
      ...(organizationId === undefined ? {} : { organizationId }),
      organization: { deletedAt: null },
      OR: [
        { organization: { memberships: { some: { userId, role: { in: [...overseers] } } } } },
        {
          organization: { memberships: { some: { userId } } },
          signatories: { some: { userId, isActive: true } },
        },
      ],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: mostListed,
    select: accountSummaryFields,
  });
  return rows.map((row) => toAccountSummary(ctx, row));
}
