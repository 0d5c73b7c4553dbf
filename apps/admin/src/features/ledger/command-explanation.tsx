import type { CommandExplanation } from '@freehold/core-contracts/pipeline';
import { Alert } from '@freehold/ui/alert';
import { formatCount, humanize } from '@freehold/ui/formats';
import { KeyValueList } from '@freehold/ui/key-value';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { CommandLink } from '../../components/command-link.tsx';
import { Status } from '../../components/status.tsx';
import { TransferLink } from '../../components/transfer-link.tsx';
import { commandStatusLabels } from '../../lib/labels.ts';
import { transferStatusLabels } from '../../lib/money-labels.ts';
import { useSession } from '../../lib/session.tsx';
import { adviceWords, situationWords } from './command-words.ts';

const linkStyles = 'rounded-xs font-medium text-accent-ink underline-offset-3 hover:underline';

/** What a command is doing, or why it does nothing, and what helps. */
export function CommandExplained({ explanation }: { explanation: CommandExplanation }) {
  const words = situationWords[explanation.situation];
  const advice = adviceWords[explanation.advice];
  return (
    <Alert tone={words.tone} title={words.title}>
      <p>{words.text}</p>
      {explanation.error && <p className="mt-1 font-mono text-xs">{explanation.error}</p>}
      {advice && <p className="mt-1 font-medium">{advice}</p>}
    </Alert>
  );
}

/** What the explanation rests on, with the ways there. */
export function CommandEvidence({ explanation }: { explanation: CommandExplanation }) {
  const { tenant } = useSession();
  const { onLedger, waitsFor, transfer, deadLetterIds } = explanation;
  const items = [
    {
      label: 'Next attempt',
      value: explanation.nextAttemptAt && (
        <Time value={explanation.nextAttemptAt} format="relative" />
      ),
    },
    {
      label: 'Held by',
      value: explanation.heldBy && (
        <>
          {explanation.heldBy}
          {explanation.heldUntil && (
            <>
              {' '}
              until <Time value={explanation.heldUntil} format="relative" />
            </>
          )}
        </>
      ),
    },
    {
      label: 'The ledger says',
      value: onLedger && (
        <Link
          to="/$tenant/ledger/blocks"
          params={{ tenant: tenant.slug }}
          search={{ open: onLedger.blockNumber.toString() }}
          className={linkStyles}
        >
          {humanize(onLedger.validationCode)}, block #{formatCount(onLedger.blockNumber)}
        </Link>
      ),
    },
    {
      label: 'Waits for',
      value: waitsFor && (
        <CommandLink commandId={waitsFor.commandId}>
          {humanize(waitsFor.commandType)}
          <Status label={commandStatusLabels[waitsFor.status]} />
        </CommandLink>
      ),
    },
    {
      label: 'Transfer',
      value: transfer && (
        <TransferLink transferId={transfer.transferId} className={linkStyles}>
          <Status label={transferStatusLabels[transfer.status]} />
        </TransferLink>
      ),
    },
    {
      label: 'Events set aside',
      value: deadLetterIds.length > 0 && (
        <Link
          to="/$tenant/ledger/dead-letters"
          params={{ tenant: tenant.slug }}
          search={{ open: deadLetterIds[0] }}
          className={linkStyles}
        >
          {formatCount(deadLetterIds.length)}
        </Link>
      ),
    },
  ].filter((item) => item.value !== null && item.value !== false && item.value !== '');
  return items.length === 0 ? null : <KeyValueList columns={2} items={items} />;
}
