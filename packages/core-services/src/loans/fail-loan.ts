import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';

/**
 * Marks a loan that the ledger will not carry out, in the transaction that learns of it, and tells
 * its borrower. One that is decided otherwise stays as it is.
 */
export async function failLoan(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { loanId, errorCode }: { readonly loanId: string; readonly errorCode: string },
): Promise<void> {
  const [loan] = await tx.loan.updateManyAndReturn({
    where: { id: loanId, status: { in: ['REQUESTED', 'APPLIED', 'APPROVING'] } },
    data: { status: 'FAILED', errorCode, updatedAt: ctx.clock(), version: { increment: 1 } },
    select: { userId: true, amount: true },
  });
  if (loan === undefined) return;
  await notify(tx, ctx, {
    userId: loan.userId,
    kind: 'loan.failed',
    severity: 'WARNING',
    parameters: { amount: `${loan.amount.toFixed()} ${ctx.tenant.settings.currencyCode}` },
    idempotencyKey: `loan.failed:${loanId}`,
    entity: { type: 'Loan', id: loanId },
  });
}
