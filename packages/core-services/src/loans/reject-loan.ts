import type { DecideLoanInput } from '@freehold/core-contracts/loans';
import type { Done } from '@freehold/core-contracts/session';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';
import { moveLoan, requireLoan } from './require-loan.ts';

/** Refuses a loan that is not decided yet and tells the borrower why. Throws as `requireLoan`. */
export async function rejectLoan({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: DecideLoanInput;
}): Promise<Done> {
  const { loanId, reason } = input;
  await inTransaction(ctx.db, async (tx) => {
    const loan = await requireLoan(tx, ctx, input, ['REQUESTED', 'APPLIED']);
    await moveLoan(tx, loan, { status: 'REJECTED' });
    await notify(tx, ctx, {
      userId: loan.userId,
      kind: 'loan.rejected',
      parameters: { reason },
      idempotencyKey: `loan.rejected:${loanId}`,
      entity: { type: 'Loan', id: loanId },
    });
    await recordAudit(tx, ctx, {
      action: 'loan.reject',
      entityType: 'Loan',
      entityId: loanId,
      reason,
      changes: { status: { before: loan.status, after: 'REJECTED' } },
    });
  });
  return { isDone: true };
}
