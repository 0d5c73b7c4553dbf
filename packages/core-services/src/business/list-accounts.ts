import type {
  BusinessAccountPage,
  ListBusinessAccountsInput,
} from '@freehold/core-contracts/business';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { accountNotFound, seesAllAccounts } from './account-access.ts';
import { accountSummaryFields, toAccountSummary } from './account-fields.ts';

/** A page of the tenant's business accounts, the newest first, for operators. Throws NOT_FOUND `entity.not_found` to others. */
export async function listAccounts({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListBusinessAccountsInput;
}): Promise<BusinessAccountPage> {
  if (!seesAllAccounts(ctx)) throw accountNotFound();
  const where = toAccountWhere(input);
  const [rows, total] = await Promise.all([
    ctx.db.businessAccount.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: accountSummaryFields,
    }),
    ctx.db.businessAccount.count({ where }),
  ]);
  return toPage(
    rows.map((row) => toAccountSummary(ctx, row)),
    total,
    input,
  );
}

/** What an account must be to stand in the filtered list. */
export function toAccountWhere({
  search,
  organizationId,
  status,
}: Omit<ListBusinessAccountsInput, 'page' | 'limit'>): Prisma.BusinessAccountWhereInput {
  const contains = { contains: search ?? '', mode: 'insensitive' } as const;
  return {
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(status === undefined ? {} : { status }),
    ...(search === undefined
      ? {}
      : { OR: [{ name: contains }, { organization: { name: contains } }] }),
  };
}
