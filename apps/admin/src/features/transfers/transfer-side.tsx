import type { TransferDetail } from '@freehold/core-contracts/transfers';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { humanize } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Time } from '@freehold/ui/time';
import { StatusBadge } from '@freehold/ui/badge';
import { AuditExcerpt } from '../../components/audit-excerpt.tsx';
import { CommandLink } from '../../components/command-link.tsx';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { commandStatusLabels } from '../../lib/labels.ts';
import { transferStatusLabels } from '../../lib/money-labels.ts';
import { useCan } from '../../lib/session.tsx';
import { useTransferHistory } from './use-transfers.ts';

const linkStyles = 'rounded-xs text-accent-ink underline-offset-3 hover:underline';

/** What the ledger says of it, and the transfers it belongs together with. */
export function LedgerCard({ transfer }: { transfer: TransferDetail }) {
  const { command, reversalOfId, reversals } = transfer;
  return (
    <Card>
      <CardHeader title="Ledger" />
      <CardBody>
        <KeyValueList
          items={[
            {
              label: 'Command',
              value: command && (
                <CommandLink commandId={command.id}>
                  {humanize(command.commandType)}
                  <Status label={commandStatusLabels[command.status]} />
                </CommandLink>
              ),
            },
            { label: 'Its error', value: command?.errorCode && humanize(command.errorCode) },
            {
              label: 'Transaction',
              value: transfer.onChainTxId && (
                <Identifier isFull value={transfer.onChainTxId} label="transaction id" />
              ),
            },
            {
              label: 'Takes back',
              value: reversalOfId && (
                <TransferLink transferId={reversalOfId} className={linkStyles}>
                  an earlier transfer
                </TransferLink>
              ),
            },
            {
              label: 'Taken back by',
              value: reversals.length > 0 && (
                <span className="grid justify-items-start gap-1">
                  {reversals.map((each) => (
                    <span key={each.id} className="flex flex-wrap items-center gap-2">
                      <TransferLink transferId={each.id} className={linkStyles}>
                        a later transfer
                      </TransferLink>
                      <Status label={transferStatusLabels[each.status]} />
                    </span>
                  ))}
                </span>
              ),
            },
            {
              label: 'Request',
              value: transfer.requestId && (
                <Identifier isFull value={transfer.requestId} label="request id" />
              ),
            },
            {
              label: 'Transfer',
              value: <Identifier isFull value={transfer.id} label="transfer id" />,
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}

/** Who decided what about it. */
export function ApprovalsCard({ approvals }: Pick<TransferDetail, 'approvals'>) {
  if (approvals.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Decisions" />
      <CardBody>
        <ol className="grid gap-3">
          {approvals.map((approval) => (
            <li key={`${approval.deciderName}-${approval.decidedAt.getTime()}`} className="text-sm">
              <span className="flex flex-wrap items-center gap-2">
                <StatusBadge tone={approval.decision === 'APPROVE' ? 'success' : 'danger'}>
                  {approval.decision === 'APPROVE' ? 'Approved' : 'Declined'}
                </StatusBadge>
                <span className="font-medium text-ink">{approval.deciderName}</span>
                <span className="text-xs text-subtle">
                  {approval.isOperator ? 'operator' : 'signatory'} ·{' '}
                  <Time value={approval.decidedAt} format="relative" />
                </span>
              </span>
              {approval.reason && <p className="mt-1 text-muted">{approval.reason}</p>}
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}

/** What the audit log keeps about it. */
export function TransferHistory({ transferId }: { transferId: string }) {
  const { data, error } = useTransferHistory(transferId);
  if (!useCan('audit.read')) return null;
  return <AuditExcerpt entityId={transferId} entries={data?.items} error={error} />;
}
