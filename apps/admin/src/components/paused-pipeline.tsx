import type { PipelineView } from '@freehold/core-contracts/pipeline';
import { Alert } from '@freehold/ui/alert';
import { formatCount } from '@freehold/ui/formats';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { useSession } from '../lib/session.tsx';

/** Says that nothing goes to the ledger for now, why, and where it is resumed; nothing while it runs. */
export function PausedPipeline({ pipeline }: { pipeline: PipelineView | undefined }) {
  const { tenant } = useSession();
  if (!pipeline?.isPaused) return null;
  const { pausedAt, changedByName, reason, waitingCommands } = pipeline;
  return (
    <Alert
      tone="warning"
      title="The pipeline is paused"
      action={
        <Link
          to="/$tenant/ledger/projectors"
          params={{ tenant: tenant.slug }}
          className="rounded-xs font-medium whitespace-nowrap underline underline-offset-3"
        >
          To the pipeline
        </Link>
      }
    >
      <p className="[overflow-wrap:anywhere]">
        Nothing goes to the ledger, and what was sent does not arrive:{' '}
        {formatCount(waitingCommands)} {waitingCommands === 1 ? 'command waits' : 'commands wait'}.
        Paused by {changedByName ?? 'the system'}
        {pausedAt && (
          <>
            {' '}
            <Time value={pausedAt} format="relative" />
          </>
        )}
        {reason ? `: “${reason}”` : '.'}
      </p>
    </Alert>
  );
}
