import type { CommandSummary } from '@freehold/core-contracts/ledger';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { formatCount, humanize } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { Time } from '@freehold/ui/time';
import { Ban, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Status } from '../../components/status.tsx';
import { commandStatusLabels } from '../../lib/labels.ts';
import { useCan } from '../../lib/session.tsx';
import { LedgerActDialog, type LedgerAct } from './ledger-act-dialog.tsx';
import { useManageLedger } from './use-ledger.ts';

const retryable = new Set(['FAILED', 'CANCELLED']);
const cancellable = new Set(['PENDING', 'FAILED']);

/** One command with what may be done about it. */
export function CommandSheet({
  command,
  onClose,
}: {
  command: CommandSummary;
  onClose: () => void;
}) {
  const canManage = useCan('ledger.manage');
  const manage = useManageLedger();
  const [act, setAct] = useState<LedgerAct | null>(null);
  const mutation = act === 'cancelCommand' ? manage.cancelCommand : manage.retryCommand;
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={humanize(command.commandType)}
      description={<Status label={commandStatusLabels[command.status]} />}
      footer={
        canManage ? (
          <>
            <Button
              variant="danger-outline"
              icon={<Ban />}
              disabled={!cancellable.has(command.status)}
              onClick={() => setAct('cancelCommand')}
            >
              Cancel
            </Button>
            <Button
              variant="primary"
              icon={<RotateCw />}
              disabled={!retryable.has(command.status)}
              onClick={() => setAct('retryCommand')}
            >
              Try again
            </Button>
          </>
        ) : undefined
      }
    >
      <CommandFacts command={command} />
      {act && (
        <LedgerActDialog
          act={act}
          entityId={command.id}
          isBusy={mutation.isPending}
          error={mutation.error}
          onClose={() => setAct(null)}
          onConfirm={(reason, done) =>
            mutation.mutate(
              { commandId: command.id, version: command.version, reason },
              { onSuccess: done },
            )
          }
        />
      )}
    </Sheet>
  );
}

function CommandFacts({ command }: { command: CommandSummary }) {
  return (
    <div className="grid gap-6">
      {command.errorCode && (
        <Alert tone="danger" title={command.errorCode}>
          {command.error}
        </Alert>
      )}
      <KeyValueList
        columns={2}
        items={[
          { label: 'Attempts', value: <span className="numeric">{command.attempts}</span> },
          { label: 'Service', value: command.service },
          { label: 'Written', value: <Time value={command.createdAt} /> },
          {
            label: command.status === 'PENDING' ? 'Next try' : 'Was due',
            value: <Time value={command.availableAt} />,
          },
          {
            label: 'Submitted',
            value: command.submittedAt && <Time value={command.submittedAt} />,
          },
          {
            label: 'Block',
            value: command.commitBlock !== null && `#${formatCount(command.commitBlock)}`,
          },
          {
            label: 'About',
            value: <Identifier isFull value={command.aggregateKey} label="aggregate" />,
            isWide: true,
          },
          {
            label: 'Request',
            value: <Identifier isFull value={command.requestId} label="request id" />,
            isWide: true,
          },
          {
            label: 'Transaction',
            value: command.fabricTxId && (
              <Identifier isFull value={command.fabricTxId} label="transaction id" />
            ),
            isWide: true,
          },
          {
            label: 'Command',
            value: <Identifier isFull value={command.id} label="command id" />,
            isWide: true,
          },
        ]}
      />
    </div>
  );
}
