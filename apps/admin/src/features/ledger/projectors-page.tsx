import type { ProjectorView } from '@freehold/core-contracts/ledger';
import type { RebuildProgress } from '@freehold/core-contracts/pipeline';
import { StatusBadge } from '@freehold/ui/badge';
import { Card } from '@freehold/ui/card';
import { formatCount, formatDuration } from '@freehold/ui/formats';
import { Progress } from '@freehold/ui/progress';
import { EmptyState } from '@freehold/ui/states';
import { Time } from '@freehold/ui/time';
import { Workflow } from 'lucide-react';
import { PendingCard } from '../../components/pending-card.tsx';
import { PipelineCard } from './pipeline-card.tsx';
import { RebuildRow } from './rebuild-row.tsx';
import { useProjectors, useRebuilds } from './use-ledger.ts';

const wideLagBlocks = 10n;

function percentDone({ lastBlock, headBlock }: ProjectorView): number {
  if (headBlock < 0n) return 100;
  return Number(((lastBlock + 1n) * 10_000n) / (headBlock + 1n)) / 100;
}

/** Whether the pipeline runs, and how far each projector is, renewed every five seconds. */
export function ProjectorsPage() {
  return (
    <>
      <PipelineCard />
      <Projectors />
    </>
  );
}

function Projectors() {
  const { data, error, refetch } = useProjectors();
  const rebuilds = useRebuilds();
  if (!data) {
    return <PendingCard error={error} onRetry={() => void refetch()} lineCount={6} />;
  }
  if (data.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<Workflow />}
          title="No projector has run yet"
          description="The worker starts one when the ledger has its first block."
        />
      </Card>
    );
  }
  return (
    <ul className="grid gap-3 lg:grid-cols-2 2xl:grid-cols-3">
      {data.map((projector) => (
        <li key={`${projector.projectorName}/${projector.channel}`}>
          <ProjectorCard
            projector={projector}
            rebuild={rebuilds.data?.find(
              ({ projectorName, channel }) =>
                projectorName === projector.projectorName && channel === projector.channel,
            )}
          />
        </li>
      ))}
    </ul>
  );
}

/** A Fabric network's blocks have no time of their own. */
function describeDelay(lagSeconds: number | null): string {
  if (lagSeconds === null) return 'since when is not known';
  return lagSeconds === 0 ? 'no delay' : `${formatDuration(lagSeconds)} late`;
}

type ProjectorCardProps = { projector: ProjectorView; rebuild: RebuildProgress | undefined };

function ProjectorCard({ projector, rebuild }: ProjectorCardProps) {
  const isAtHead = projector.lagBlocks === 0n;
  const isFarBehind = projector.lagBlocks > wideLagBlocks;
  const tone = isAtHead ? 'success' : isFarBehind ? 'danger' : 'warning';
  return (
    <Card className="grid gap-3 p-4">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="truncate text-base font-semibold text-ink">{projector.projectorName}</h2>
          <p className="text-xs text-subtle">Channel {projector.channel}</p>
        </div>
        <StatusBadge tone={tone} isLive={!isAtHead}>
          {isAtHead ? 'At the head' : `${formatCount(projector.lagBlocks)} behind`}
        </StatusBadge>
      </div>
      <Progress
        label={`${projector.projectorName}: share of the chain applied`}
        percent={percentDone(projector)}
        tone={isAtHead ? 'success' : isFarBehind ? 'danger' : 'warning'}
      />
      <dl className="numeric flex flex-wrap justify-between gap-x-6 gap-y-1 text-xs text-muted">
        <div>
          <dt className="sr-only">Position</dt>
          <dd>
            block {formatCount(projector.lastBlock)} of {formatCount(projector.headBlock)}
          </dd>
        </div>
        <div>
          <dt className="sr-only">Lag in time</dt>
          <dd>{describeDelay(projector.lagSeconds)}</dd>
        </div>
        <div>
          <dt className="sr-only">Moved</dt>
          <dd>
            moved <Time value={projector.updatedAt} format="relative" />
          </dd>
        </div>
      </dl>
      <RebuildRow
        projectorName={projector.projectorName}
        channel={projector.channel}
        rebuild={rebuild}
      />
    </Card>
  );
}
