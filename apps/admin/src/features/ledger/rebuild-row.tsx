import type { RebuildProgress } from '@freehold/core-contracts/pipeline';
import { Button } from '@freehold/ui/button';
import { formatCount } from '@freehold/ui/formats';
import { Progress } from '@freehold/ui/progress';
import { Time } from '@freehold/ui/time';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useCan } from '../../lib/session.tsx';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useManageLedger } from './use-ledger.ts';

export type RebuildRowProps = {
  projectorName: string;
  channel: string;
  rebuild: RebuildProgress | undefined;
};

function percentOf({ doneBlocks, totalBlocks }: RebuildProgress): number | null {
  return totalBlocks <= 0n ? null : Number((doneBlocks * 10_000n) / totalBlocks) / 100;
}

/** How far a rebuild of the projector is, and the way to start one. */
export function RebuildRow({ projectorName, channel, rebuild }: RebuildRowProps) {
  const canManage = useCan('ledger.manage');
  const [isAsking, setIsAsking] = useState(false);
  if (rebuild?.isRunning) {
    return (
      <div className="grid gap-1.5 border-t border-line pt-3">
        <p role="status" className="numeric text-xs text-muted">
          Being rebuilt: {formatCount(rebuild.doneBlocks)} of {formatCount(rebuild.totalBlocks)}{' '}
          blocks. You can leave this page.
        </p>
        <Progress label={`${projectorName}: rebuild`} percent={percentOf(rebuild)} />
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
      <p className="text-xs text-subtle">
        {rebuild?.finishedAt ? (
          <>
            Rebuilt <Time value={rebuild.finishedAt} format="relative" />
            {rebuild.startedByName && ` by ${rebuild.startedByName}`}
          </>
        ) : (
          'Never rebuilt'
        )}
      </p>
      {canManage && (
        <Button size="sm" icon={<RotateCcw />} onClick={() => setIsAsking(true)}>
          Rebuild
        </Button>
      )}
      {isAsking && (
        <RebuildDialog
          projectorName={projectorName}
          channel={channel}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  );
}

type RebuildDialogProps = { projectorName: string; channel: string; onClose: () => void };

function RebuildDialog({ projectorName, channel, onClose }: RebuildDialogProps) {
  const { startRebuild } = useManageLedger();
  const notice = useAuditNotice();
  return (
    <ActDialog
      title={`Rebuild ${projectorName}?`}
      consequence={
        <p>
          Everything that this projector wrote is read anew from block 0 and comes out the same, to
          the row. Until it has caught up, what it shows may be behind.
        </p>
      }
      confirmLabel="Rebuild"
      tone="primary"
      isBusy={startRebuild.isPending}
      error={startRebuild.error}
      onClose={onClose}
      onConfirm={(reason) =>
        startRebuild.mutate(
          { projectorName, reason },
          {
            onSuccess: () => {
              onClose();
              notice(`${projectorName} is being rebuilt`, `${projectorName}:${channel}`);
            },
          },
        )
      }
    />
  );
}
