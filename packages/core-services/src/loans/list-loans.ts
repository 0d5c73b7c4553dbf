import type { ListLoansInput, LoanPage } from '@freehold/core-contracts/loans';
import type { Prisma } from '@freehold/core-db';
import { matchesWord } from '../accounts/list-users.ts';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { loanFields, toLoanView } from './loan-fields.ts';

/** A page of the tenant's loans, the newest first. */
export async function listLoans({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListLoansInput;
}): Promise<LoanPage> {
  const where = toLoanWhere(input);
  const [rows, total] = await Promise.all([
    ctx.db.loan.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: loanFields,
    }),
    ctx.db.loan.count({ where }),
  ]);
  return toPage(
    rows.map((row) => toLoanView(ctx, row)),
    total,
    input,
  );
}

/** What a loan must be to stand in the filtered list. */
export function toLoanWhere({
  status,
  search,
  userId,
}: Omit<ListLoansInput, 'page' | 'limit'>): Prisma.LoanWhereInput {
  return {
    ...(status === undefined || status.length === 0 ? {} : { status: { in: status } }),
    ...(userId === undefined ? {} : { userId }),
    ...(search === undefined ? {} : { user: { AND: searchWords(search).map(matchesWord) } }),
  };
}
