import type { ManyResult } from '@freehold/core-contracts/pipeline';
import { mostPerCall } from '@freehold/core-contracts/pipeline';
import { formatCount } from '@freehold/ui/formats';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { toast } from '@freehold/ui/toast';
import { useEffect, useState, type ReactNode } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { Problem } from '../../components/problem.tsx';
import { describeCode } from '../../lib/error-messages.ts';

export type ManyAct = {
  title: string;
  /** What happens to each. */
  consequence: string;
  confirm: string;
  tone: 'danger' | 'primary';
  /** In the plural. */
  noun: string;
};

export type ManyDialogProps = {
  act: ManyAct;
  /** The filter in words, or the controls it is chosen with. */
  filter: ReactNode;
  /** Counts, or carries out. */
  run: (options: { isDryRun: boolean; reason: string }) => Promise<ManyResult>;
  onClose: () => void;
};

const countingReason = 'Counted before an act by filter.';

/** Acts on everything a filter fits: counts first, then asks, and goes on where one call was not enough. */
export function ManyDialog({ act, filter, run, onClose }: ManyDialogProps) {
  const [counted, setCounted] = useState<ManyResult>();
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const [count] = useState(() => () => run({ isDryRun: true, reason: countingReason }));
  useEffect(() => {
    let isShown = true;
    count()
      .then((result) => isShown && setCounted(result))
      .catch((error: unknown) => isShown && setProblem(error));
    return () => {
      isShown = false;
    };
  }, [count]);
  const confirm = async (reason: string) => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      const result = await run({ isDryRun: false, reason });
      toast.success(`${formatCount(result.doneCount)} ${act.noun} done`, {
        description: result.hasMore
          ? 'More fit the filter: do it once more for the next ones.'
          : 'Kept in the audit log with your name.',
      });
      onClose();
    } catch (error) {
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <ActDialog
      title={act.title}
      consequence={<p>{act.consequence}</p>}
      confirmLabel={
        counted ? `${act.confirm} ${formatCount(counted.doneCount)} ${act.noun}` : act.confirm
      }
      tone={act.tone}
      isBusy={isBusy || (!counted && !problem)}
      isPossible={counted ? counted.doneCount > 0 : !problem}
      error={counted ? problem : undefined}
      onClose={onClose}
      onConfirm={(reason) => void confirm(reason)}
    >
      {filter}
      {!counted && !problem && <SkeletonLines count={2} />}
      {!counted && Boolean(problem) && <Problem error={problem} className="py-4" />}
      {counted && <Counted result={counted} noun={act.noun} />}
    </ActDialog>
  );
}

function Counted({ result, noun }: { result: ManyResult; noun: string }) {
  return (
    <div role="status" className="grid gap-1 text-sm text-ink">
      <p>
        {formatCount(result.matchedCount)} {noun} fit; it would work for{' '}
        <strong>{formatCount(result.doneCount)}</strong>.
        {result.hasMore && ` At most ${formatCount(mostPerCall)} at once.`}
      </p>
      {result.refused.length > 0 && (
        <ul className="text-muted">
          {result.refused.map(({ code, count }) => (
            <li key={code}>
              {formatCount(count)} not: {describeCode(code)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
