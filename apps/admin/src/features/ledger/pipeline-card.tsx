import type { PipelineView } from '@freehold/core-contracts/pipeline';
import { StatusBadge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { formatCount, formatDuration } from '@freehold/ui/formats';
import { KeyValueList } from '@freehold/ui/key-value';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { Problem } from '../../components/problem.tsx';
import { useCan, useSession } from '../../lib/session.tsx';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useManageLedger, usePipeline } from './use-ledger.ts';

const atMost = 10_000;
const figure = (count: number) =>
  count >= atMost ? `${formatCount(atMost)} and more` : formatCount(count);

/** Whether this tenant's commands and events are worked off, and how much waits. */
export function PipelineCard() {
  const pipeline = usePipeline();
  const { data, error } = pipeline;
  return (
    <Card>
      <CardHeader
        title="Pipeline"
        description="Commands out to the ledger, and events back."
        actions={data && <PipelineState pipeline={data} />}
      />
      <CardBody>
        {!data && Boolean(error) && (
          <Problem error={error} onRetry={() => void pipeline.refetch()} className="py-4" />
        )}
        {!data && !error && <SkeletonLines count={2} />}
        {data && <PipelineFigures pipeline={data} />}
      </CardBody>
    </Card>
  );
}

function PipelineFigures({ pipeline }: { pipeline: PipelineView }) {
  const { isPaused, pausedAt } = pipeline;
  return (
    <div className="grid gap-3">
      {isPaused && (
        <p className="text-sm text-ink">
          Paused by {pipeline.changedByName ?? 'the system'}
          {pausedAt && (
            <>
              {' '}
              <Time value={pausedAt} format="relative" />
            </>
          )}
          {pipeline.reason && `: “${pipeline.reason}”`}
        </p>
      )}
      <KeyValueList
        columns={3}
        items={[
          {
            label: 'Commands waiting',
            value: `${figure(pipeline.waitingCommands)}${
              pipeline.oldestWaitSeconds > 0
                ? `, the oldest for ${formatDuration(pipeline.oldestWaitSeconds)}`
                : ''
            }`,
          },
          { label: 'Failed commands', value: figure(pipeline.failedCommands) },
          { label: 'Events set aside', value: figure(pipeline.openDeadLetters) },
          {
            label: 'Furthest behind',
            value: lagOf(pipeline),
          },
        ]}
      />
    </div>
  );
}

function lagOf({ lagBlocks, lagSeconds }: PipelineView): string {
  if (lagBlocks === 0n) return 'No delay';
  const since = lagSeconds === null ? 'since when is not known' : formatDuration(lagSeconds);
  return `${formatCount(lagBlocks)} blocks, ${since}`;
}

function PipelineState({ pipeline }: { pipeline: PipelineView }) {
  const canManage = useCan('ledger.manage');
  const { tenant } = useSession();
  const manage = useManageLedger();
  const notice = useAuditNotice();
  const [asked, setAsked] = useState<PipelineView | null>(null);
  const { isPaused } = pipeline;
  const run = asked?.isPaused ? manage.resumePipeline : manage.pausePipeline;
  return (
    <>
      <StatusBadge tone={isPaused ? 'warning' : 'success'}>
        {isPaused ? 'Paused' : 'Running'}
      </StatusBadge>
      {canManage && (
        <Button size="sm" icon={isPaused ? <Play /> : <Pause />} onClick={() => setAsked(pipeline)}>
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
      )}
      {asked && (
        <ActDialog
          title={asked.isPaused ? 'Resume the pipeline?' : 'Pause the pipeline?'}
          consequence={
            asked.isPaused ? (
              <p>What has gathered is worked off from the oldest on.</p>
            ) : (
              <p>
                Workers leave the commands and events of this tenant alone. People can go on
                sending; their transfers stay on their way until somebody resumes.
              </p>
            )
          }
          confirmLabel={asked.isPaused ? 'Resume' : 'Pause'}
          tone={asked.isPaused ? 'primary' : 'danger'}
          isBusy={run.isPending}
          error={run.error}
          onClose={() => setAsked(null)}
          onLookAgain={() => undefined}
          onConfirm={(reason) =>
            run.mutate(
              { version: asked.version, reason },
              {
                onSuccess: (changed) => {
                  setAsked(null);
                  notice(
                    changed.isPaused ? 'The pipeline is paused' : 'The pipeline runs',
                    tenant.id,
                  );
                },
              },
            )
          }
        />
      )}
    </>
  );
}
