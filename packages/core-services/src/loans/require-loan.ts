import type { LoanStatus } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { DecideLoanInput } from '@freehold/core-contracts/loans';
import type { TenantTransaction } from '@freehold/core-db';
import { isOwnHolding } from '../accounts/own-holding.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';

const fields = {
  id: true,
  userId: true,
  walletId: true,
  amount: true,
  termMonths: true,
  status: true,
  version: true,
  user: { select: { firstName: true, lastName: true } },
} as const;

/**
 * A loan at the version that was seen, in one of these states, which is not the operator's own.
 * Throws NOT_FOUND `entity.not_found`, PRECONDITION_FAILED `version.stale`, CONFLICT `loan.decided`,
 * FORBIDDEN `loan.own`.
 */
export async function requireLoan(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { loanId, version }: DecideLoanInput,
  statuses: readonly LoanStatus[],
) {
  const row = await tx.loan.findFirst({ where: { id: loanId }, select: fields });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Loan' });
  if (row.version !== version) {
    throw await staleVersion(tx, { type: 'Loan', id: loanId, version: row.version });
  }
  if (await isOwnHolding(tx, ctx, { userId: row.userId, organizationId: null })) {
    throw new AppError('FORBIDDEN', 'loan.own');
  }
  if (!statuses.includes(row.status)) {
    throw new AppError('CONFLICT', 'loan.decided', { status: row.status });
  }
  return row;
}

/** Moves a loan on from the state it was seen in. Throws PRECONDITION_FAILED `version.stale` when somebody was faster. */
export async function moveLoan(
  tx: TenantTransaction,
  { id, version, status }: { id: string; version: number; status: LoanStatus },
  data: { status: LoanStatus },
): Promise<number> {
  const { count } = await tx.loan.updateMany({
    where: { id, version, status },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw await staleVersion(tx, { type: 'Loan', id, version: version + 1 });
  return version + 1;
}
