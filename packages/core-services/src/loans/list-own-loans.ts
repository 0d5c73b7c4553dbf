import type { ListOwnLoansInput, OwnLoanPage } from '@freehold/core-contracts/loans';
import { requireOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { ownLoanFields, toOwnLoanView } from './loan-fields.ts';

/** A page of the caller's own loans, the newest first. Throws NOT_FOUND `entity.not_found`. */
export async function listOwnLoans({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListOwnLoansInput;
}): Promise<OwnLoanPage> {
  const where = { userId: requireOwnUserId(ctx) };
  const [rows, total] = await Promise.all([
    ctx.db.loan.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: ownLoanFields,
    }),
    ctx.db.loan.count({ where }),
  ]);
  return toPage(
    rows.map((row) => toOwnLoanView(ctx, row)),
    total,
    input,
  );
}
