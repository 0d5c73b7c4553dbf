import type { LoanView, OwnLoanView } from '@freehold/core-contracts/loans';
import type { Prisma } from '@freehold/core-db';
import { personName } from '../accounts/person-name.ts';
import type { ServiceContext } from '../context.ts';

export const ownLoanFields = {
  id: true,
  walletId: true,
  amount: true,
  termMonths: true,
  purpose: true,
  status: true,
  transferId: true,
  createdAt: true,
  appliedAt: true,
  approvedAt: true,
} as const satisfies Prisma.LoanSelect;

export const loanFields = {
  ...ownLoanFields,
  userId: true,
  errorCode: true,
  version: true,
  user: { select: { firstName: true, lastName: true } },
} as const satisfies Prisma.LoanSelect;

type OwnRow = Prisma.LoanGetPayload<{ select: typeof ownLoanFields }>;
type Row = Prisma.LoanGetPayload<{ select: typeof loanFields }>;

/** A loan as its borrower sees it. */
export function toOwnLoanView(ctx: ServiceContext, row: OwnRow): OwnLoanView {
  const { currencyCode } = ctx.tenant.settings;
  return { ...row, amount: row.amount.toFixed(), currencyCode };
}

/** A loan as operators see it. */
export function toLoanView(ctx: ServiceContext, { user, ...row }: Row): LoanView {
  const { userId, errorCode, version, ...own } = row;
  const userName = personName(user);
  return { ...toOwnLoanView(ctx, own), userId, userName, errorCode, version };
}
