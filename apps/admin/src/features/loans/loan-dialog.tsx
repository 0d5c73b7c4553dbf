import type { LoanView } from '@freehold/core-contracts/loans';
import { ActDialog } from '../../components/act-dialog.tsx';
import { writeAmount } from '../../lib/money.ts';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useLoanActs } from './use-loans.ts';

export type LoanDecision = 'approve' | 'reject';

export type LoanDialogProps = {
  decision: LoanDecision;
  /** As the operator has read it. */
  loan: LoanView;
  onClose: () => void;
};

/** Asks before a loan is approved or rejected. */
export function LoanDialog({ decision, loan, onClose }: LoanDialogProps) {
  const { approve, reject } = useLoanActs();
  const tell = useActOutcome();
  const notice = useAuditNotice();
  const amount = writeAmount(loan.amount, loan.currencyCode);
  const input = { loanId: loan.id, version: loan.version };
  if (decision === 'reject') {
    return (
      <ActDialog
        title={`Reject the loan of ${amount}?`}
        consequence={<p>Nothing is paid. The person is told, with your reason.</p>}
        confirmLabel="Reject the loan"
        reasonHint="The person reads it in a message. Kept in the audit log with your name."
        isBusy={reject.isPending}
        error={reject.error}
        onClose={onClose}
        onLookAgain={() => undefined}
        onConfirm={(reason) =>
          reject.mutate(
            { ...input, reason },
            {
              onSuccess: () => {
                onClose();
                notice('The loan is rejected', loan.id);
              },
            },
          )
        }
      />
    );
  }
  return (
    <ActDialog
      title={`Approve the loan of ${amount}?`}
      consequence={
        <p>
          <strong>{amount}</strong> are paid from the pool to <strong>{loan.userName}</strong>, over{' '}
          {loan.termMonths} months, as soon as the ledger has confirmed.
        </p>
      }
      confirmLabel="Approve the loan"
      tone="primary"
      isBusy={approve.isPending}
      error={approve.error}
      onClose={onClose}
      onLookAgain={() => undefined}
      onConfirm={(reason) =>
        approve.mutate(
          { ...input, reason },
          {
            onSuccess: (outcome) => {
              onClose();
              tell(outcome, 'The loan is approved and being paid out', loan.id);
            },
          },
        )
      }
    />
  );
}
