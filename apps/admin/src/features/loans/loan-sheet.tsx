import type { LoanView } from '@freehold/core-contracts/loans';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Money } from '@freehold/ui/money';
import { Sheet } from '@freehold/ui/sheet';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { WaitingProposals } from '../../components/waiting-proposals.tsx';
import { WalletLink } from '../../components/wallet-link.tsx';
import { describeCode } from '../../lib/error-messages.ts';
import { loanStatusLabels } from '../../lib/money-labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { LoanDialog, type LoanDecision } from './loan-dialog.tsx';
import { useLoanProposals } from './use-loans.ts';

const linkStyles = 'rounded-xs text-accent-ink underline-offset-3 hover:underline';

/** One application with the decision on it. */
export function LoanSheet({ loan, onClose }: { loan: LoanView; onClose: () => void }) {
  const canManage = useCan('loan.manage');
  const proposals = useLoanProposals(loan.id);
  const [asked, setAsked] = useState<{ decision: LoanDecision; loan: LoanView } | null>(null);
  const isOpen = loan.status === 'APPLIED';
  return (
    <Sheet
      open
      onOpenChange={(isShown) => (isShown ? undefined : onClose())}
      title={loan.userName || 'Erased person'}
      description={<Status label={loanStatusLabels[loan.status]} />}
      footer={
        canManage && isOpen ? (
          <>
            <Button
              variant="danger-outline"
              icon={<X />}
              onClick={() => setAsked({ decision: 'reject', loan })}
            >
              Reject
            </Button>
            <Button
              variant="primary"
              icon={<Check />}
              onClick={() => setAsked({ decision: 'approve', loan })}
            >
              Approve
            </Button>
          </>
        ) : undefined
      }
    >
      <div className="grid gap-6">
        {loan.errorCode && (
          <Alert tone="danger" title="It did not go through">
            {describeCode(loan.errorCode)}
          </Alert>
        )}
        <WaitingProposals proposals={proposals.data?.items} />
        <LoanFacts loan={loan} />
      </div>
      {asked && <LoanDialog {...asked} onClose={() => setAsked(null)} />}
    </Sheet>
  );
}

function LoanFacts({ loan }: { loan: LoanView }) {
  const { tenant } = useSession();
  const canReadUsers = useCan('user.read');
  return (
    <KeyValueList
      columns={2}
      items={[
        { label: 'Amount', value: <Money value={loan.amount} currencyCode={loan.currencyCode} /> },
        { label: 'Term', value: `${loan.termMonths} months` },
        { label: 'For', value: loan.purpose, isWide: true },
        {
          label: 'Borrower',
          value: canReadUsers ? (
            <Link
              to="/$tenant/users/$userId"
              params={{ tenant: tenant.slug, userId: loan.userId }}
              className={linkStyles}
            >
              {loan.userName || 'Erased person'}
            </Link>
          ) : (
            loan.userName
          ),
        },
        {
          label: 'Paid to',
          value: <WalletLink walletId={loan.walletId} name="their wallet" className={linkStyles} />,
        },
        { label: 'Asked for', value: <Time value={loan.createdAt} /> },
        { label: 'On the ledger', value: loan.appliedAt && <Time value={loan.appliedAt} /> },
        { label: 'Approved', value: loan.approvedAt && <Time value={loan.approvedAt} /> },
        {
          label: 'Paid by',
          value: loan.transferId && (
            <TransferLink transferId={loan.transferId} className={linkStyles}>
              its transfer
            </TransferLink>
          ),
        },
        {
          label: 'Loan',
          value: <Identifier isFull value={loan.id} label="loan id" />,
          isWide: true,
        },
      ]}
    />
  );
}
