import type { TransferDetail } from '@freehold/core-contracts/transfers';
import { Alert } from '@freehold/ui/alert';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import type { ReactNode } from 'react';
import { BackLink } from '../../components/back-link.tsx';
import { Page } from '../../components/page.tsx';
import { PendingRecord } from '../../components/pending-record.tsx';
import { RefusalNotice } from '../../components/refusal-notice.tsx';
import { Status } from '../../components/status.tsx';
import { WaitingProposals } from '../../components/waiting-proposals.tsx';
import { describeCode } from '../../lib/error-messages.ts';
import { transferKindLabels, transferStatusLabels } from '../../lib/money-labels.ts';
import { writeAmount } from '../../lib/money.ts';
import { useSession } from '../../lib/session.tsx';
import { RiskCard } from './risk-parts.tsx';
import { TransferActsBar } from './transfer-acts-bar.tsx';
import { TransferEntries } from './transfer-entries.tsx';
import { TransferMovement } from './transfer-movement.tsx';
import { ApprovalsCard, LedgerCard, TransferHistory } from './transfer-side.tsx';
import { useTransfer, useTransferProposals } from './use-transfers.ts';

/** One transfer: what moved where, why it was let through, and what the ledger made of it. */
export function TransferPage({ transferId }: { transferId: string }) {
  const transfer = useTransfer(transferId);
  const { tenant } = useSession();
  const back = (
    <BackLink to="/$tenant/transfers" params={{ tenant: tenant.slug }}>
      Transfers
    </BackLink>
  );
  const lookAgain = () => void transfer.refetch();
  if (!transfer.data) {
    return (
      <PendingRecord title="Transfer" back={back} error={transfer.error} onRetry={lookAgain} />
    );
  }
  return <TransferFile transfer={transfer.data} back={back} onLookAgain={lookAgain} />;
}

type TransferFileProps = { transfer: TransferDetail; back: ReactNode; onLookAgain: () => void };

function TransferFile({ transfer, back, onLookAgain }: TransferFileProps) {
  const proposals = useTransferProposals(transfer.id);
  const { amount, currencyCode, status, kind } = transfer;
  return (
    <Page
      title={`${transferKindLabels[kind]} of ${writeAmount(amount, currencyCode)}`}
      description={
        <span className="flex flex-wrap items-center gap-3">
          {back}
          <Status label={transferStatusLabels[status]} isLive={status === 'PENDING'} />
        </span>
      }
      actions={<TransferActsBar transfer={transfer} onLookAgain={onLookAgain} />}
    >
      <ReasonsNotice transfer={transfer} />
      <RefusalNotice refusal={transfer.refusal} />
      <WaitingProposals proposals={proposals.data?.items} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-4">
          <Card>
            <CardHeader title="Movement" />
            <CardBody>
              <TransferMovement transfer={transfer} />
            </CardBody>
          </Card>
          <TransferEntries transfer={transfer} />
        </div>
        <div className="grid min-w-0 gap-4">
          {transfer.risk && <RiskCard risk={transfer.risk} />}
          <ApprovalsCard approvals={transfer.approvals} />
          <LedgerCard transfer={transfer} />
          <TransferHistory transferId={transfer.id} />
        </div>
      </div>
    </Page>
  );
}

/** Why it waits, was rejected or failed, in sentences. */
export function ReasonsNotice({ transfer }: { transfer: TransferDetail }) {
  const { reasons, status } = transfer;
  if (reasons.length === 0) return null;
  return (
    <Alert
      tone={status === 'REJECTED' || status === 'FAILED' ? 'danger' : 'warning'}
      title={transferStatusLabels[status].text}
    >
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{describeCode(reason)}</li>
        ))}
      </ul>
    </Alert>
  );
}
