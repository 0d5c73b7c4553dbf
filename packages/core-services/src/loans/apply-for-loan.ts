import { AppError } from '@freehold/core-contracts/errors';
import type { ApplyForLoanInput, OwnLoanView } from '@freehold/core-contracts/loans';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { enqueueCommand } from '../ledger/enqueue-command.ts';
import { ownLoanFields, toOwnLoanView } from './loan-fields.ts';

/** Loans of one person that are not decided yet. */
export const mostOpenLoans = 3;

/**
 * Asks for a loan to one of the caller's own wallets; the ledger is told, an operator decides. The
 * same id with the same contents is one application. Throws NOT_FOUND `entity.not_found`, CONFLICT
 * `loan.person_not_active`, `wallet.frozen` and `loan.request_conflict`, LIMIT_EXCEEDED
 * `loan.too_many_open`.
 */
export async function applyForLoan({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ApplyForLoanInput;
}): Promise<OwnLoanView> {
  const userId = requireOwnUserId(ctx);
  const loan = await inTransaction(ctx.db, async (tx) => {
    await lockPerson(tx, ctx, userId);
    return (await findSame(tx, ctx, userId, input)) ?? (await write(tx, ctx, userId, input));
  });
  ctx.wake('outbox');
  return loan;
}

// One application of a person after the other, so that the count below holds.
async function lockPerson(tx: TenantTransaction, ctx: ServiceContext, userId: string) {
  const { count } = await tx.user.updateMany({
    where: { id: userId, deletedAt: null, status: 'ACTIVE' },
    data: { updatedAt: ctx.clock() },
  });
  if (count !== 1) throw new AppError('CONFLICT', 'loan.person_not_active');
}

async function findSame(
  tx: TenantTransaction,
  ctx: ServiceContext,
  userId: string,
  { loanId, walletId, amount, termMonths, purpose }: ApplyForLoanInput,
): Promise<OwnLoanView | null> {
  const known = await tx.loan.findFirst({
    where: { id: loanId },
    select: { ...ownLoanFields, userId: true },
  });
  if (known === null) return null;
  const { userId: borrowerId, ...row } = known;
  const isSame =
    borrowerId === userId &&
    row.walletId === walletId &&
    row.amount.toFixed() === amount &&
    row.termMonths === termMonths &&
    row.purpose === purpose;
  if (!isSame) throw new AppError('CONFLICT', 'loan.request_conflict');
  return toOwnLoanView(ctx, row);
}

async function write(
  tx: TenantTransaction,
  ctx: ServiceContext,
  userId: string,
  { loanId, ...terms }: ApplyForLoanInput,
): Promise<OwnLoanView> {
  const { walletId, amount, termMonths, purpose } = terms;
  const wallet = await tx.wallet.findFirst({
    where: { id: walletId, userId, kind: 'PERSONAL', deletedAt: null },
    select: { isFrozen: true },
  });
  if (wallet === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Wallet' });
  if (wallet.isFrozen) throw new AppError('CONFLICT', 'wallet.frozen');
  const open = await tx.loan.count({
    where: { userId, status: { in: ['REQUESTED', 'APPLIED', 'APPROVING'] } },
  });
  if (open >= mostOpenLoans) {
    throw new AppError('LIMIT_EXCEEDED', 'loan.too_many_open', { maximum: mostOpenLoans });
  }
  const [row] = await tx.loan.createManyAndReturn({
    data: [{ id: loanId, userId, ...terms, createdAt: ctx.clock() }],
    skipDuplicates: true,
    select: ownLoanFields,
  });
  // Somebody else's at this very moment.
  if (row === undefined) throw new AppError('CONFLICT', 'loan.request_conflict');
  await enqueueCommand(tx, ctx, {
    commandType: 'APPLY_FOR_LOAN',
    requestId: `loan-apply:${loanId}`,
    aggregateKey: `loan:${loanId}`,
    payload: { loanId, borrowerWalletId: walletId, amount, termMonths },
  });
  await recordAudit(tx, ctx, {
    action: 'loan.apply',
    entityType: 'Loan',
    entityId: loanId,
    changes: { walletId, amount, termMonths, purpose },
  });
  return toOwnLoanView(ctx, row);
}
