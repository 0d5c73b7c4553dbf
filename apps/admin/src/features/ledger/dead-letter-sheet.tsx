import type { DeadLetterView } from '@freehold/core-contracts/ledger';
import type { DeadLetterExplanation } from '@freehold/core-contracts/pipeline';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { formatCount, humanize } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { JsonView } from '@freehold/ui/json-view';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { Time } from '@freehold/ui/time';
import { RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { CommandLink } from '../../components/command-link.tsx';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { deadLetterStatusLabels } from '../../lib/labels.ts';
import { transferStatusLabels } from '../../lib/money-labels.ts';
import { useCan } from '../../lib/session.tsx';
import { causeWords } from './command-words.ts';
import { LedgerActDialog, type LedgerAct } from './ledger-act-dialog.tsx';
import { useDeadLetterExplanation, useManageLedger } from './use-ledger.ts';

export type DeadLetterSheetProps = { letter: DeadLetterView; onClose: () => void };

/** One event that was set aside: why, and what may be done about it. */
export function DeadLetterSheet({ letter, onClose }: DeadLetterSheetProps) {
  const canManage = useCan('ledger.manage');
  const manage = useManageLedger();
  const explanation = useDeadLetterExplanation(letter.id).data;
  const [act, setAct] = useState<LedgerAct | null>(null);
  const mutation = act === 'discardDeadLetter' ? manage.discardDeadLetter : manage.replayDeadLetter;
  const isOpen = letter.status === 'OPEN';
  return (
    <Sheet
      open
      onOpenChange={(isShown) => (isShown ? undefined : onClose())}
      title={letter.eventName}
      description={<Status label={deadLetterStatusLabels[letter.status]} />}
      footer={
        canManage ? (
          <>
            <Button
              variant="danger-outline"
              icon={<Trash2 />}
              disabled={!isOpen}
              onClick={() => setAct('discardDeadLetter')}
            >
              Discard
            </Button>
            <Button
              variant="primary"
              icon={<RotateCw />}
              disabled={!isOpen || !explanation?.canReplay}
              onClick={() => setAct('replayDeadLetter')}
            >
              Replay
            </Button>
          </>
        ) : undefined
      }
    >
      <DeadLetterFacts letter={letter} explanation={explanation} />
      {act && (
        <LedgerActDialog
          act={act}
          entityId={letter.id}
          isBusy={mutation.isPending}
          error={mutation.error}
          onClose={() => setAct(null)}
          onConfirm={(reason, done) =>
            mutation.mutate(
              { deadLetterId: letter.id, version: letter.version, reason },
              { onSuccess: done },
            )
          }
        />
      )}
    </Sheet>
  );
}

type DeadLetterFactsProps = {
  letter: DeadLetterView;
  explanation: DeadLetterExplanation | undefined;
};

function DeadLetterFacts({ letter, explanation }: DeadLetterFactsProps) {
  return (
    <div className="grid gap-6">
      <Alert tone={letter.status === 'OPEN' ? 'danger' : 'info'} title="Why it was set aside">
        <p>{letter.reason}</p>
        {letter.status === 'OPEN' && explanation && (
          <p className="mt-1 font-medium">
            {explanation.cause
              ? `${causeWords[explanation.cause]} A replay would not help yet.`
              : 'Nothing speaks against a replay as things stand.'}
          </p>
        )}
      </Alert>
      {explanation && <DeadLetterEvidence explanation={explanation} />}
      <JsonView value={letter.rawPayload} label="Raw payload" />
      <KeyValueList
        columns={2}
        items={[
          { label: 'Projector', value: letter.projectorName },
          { label: 'Channel', value: letter.channel },
          {
            label: 'Block and event',
            value: `#${formatCount(letter.blockNumber)} / ${letter.eventIndex}`,
          },
          { label: 'Event version', value: letter.eventVersion },
          { label: 'Attempts', value: letter.attempts },
          { label: 'Set aside', value: <Time value={letter.createdAt} /> },
          { label: 'Dealt with', value: letter.resolvedAt && <Time value={letter.resolvedAt} /> },
          {
            label: 'Transaction',
            value: <Identifier isFull value={letter.fabricTxId} label="transaction id" />,
            isWide: true,
          },
        ]}
      />
    </div>
  );
}

function DeadLetterEvidence({ explanation }: { explanation: DeadLetterExplanation }) {
  const { command, transfer, otherProjectors } = explanation;
  return (
    <KeyValueList
      columns={2}
      items={[
        {
          label: 'Comes from',
          value: command && (
            <CommandLink commandId={command.commandId}>{humanize(command.commandType)}</CommandLink>
          ),
        },
        {
          label: 'Transfer',
          value: transfer && (
            <TransferLink transferId={transfer.transferId}>
              <Status label={transferStatusLabels[transfer.status]} />
            </TransferLink>
          ),
        },
        {
          label: 'Set aside by others as well',
          value: otherProjectors
            .filter(({ isSetAside }) => isSetAside)
            .map(({ projectorName }) => projectorName)
            .join(', '),
        },
      ]}
    />
  );
}
