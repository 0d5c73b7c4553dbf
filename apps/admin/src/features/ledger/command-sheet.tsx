import type { CommandSummary } from '@freehold/core-contracts/ledger';
import { Button } from '@freehold/ui/button';
import { formatCount, humanize } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { Ban, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Status } from '../../components/status.tsx';
import { commandStatusLabels } from '../../lib/labels.ts';
import { useCan } from '../../lib/session.tsx';
import { CommandEvidence, CommandExplained } from './command-explanation.tsx';
import { LedgerActDialog, type LedgerAct } from './ledger-act-dialog.tsx';
import { useCommandExplanation, useManageLedger } from './use-ledger.ts';

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
  const explanation = useCommandExplanation(command.id).data;
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
              disabled={!explanation?.canCancel}
              onClick={() => setAct('cancelCommand')}
            >
              Cancel
            </Button>
            <Button
              variant="primary"
              icon={<RotateCw />}
              disabled={!explanation?.canRetry}
              onClick={() => setAct('retryCommand')}
            >
              Try again
            </Button>
          </>
        ) : undefined
      }
    >
      <div className="grid gap-6">
        {explanation ? (
          <>
            <CommandExplained explanation={explanation} />
            <CommandEvidence explanation={explanation} />
          </>
        ) : (
          <SkeletonLines count={3} />
        )}
        <CommandFacts command={command} />
      </div>
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
    <KeyValueList
      columns={2}
      items={[
        { label: 'Attempts', value: <span className="numeric">{command.attempts}</span> },
        { label: 'Service', value: command.service },
        { label: 'Error', value: command.errorCode },
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
  );
}
