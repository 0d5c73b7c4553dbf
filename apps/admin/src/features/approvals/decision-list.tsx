import type { ApprovalDetail } from '@freehold/core-contracts/approvals';
import { Time } from '@freehold/ui/time';
import { Status } from '../../components/status.tsx';
import { decisionLabels, reasonLabels } from '../../lib/labels.ts';

/** Earlier decisions of a case, newest first. */
export function DecisionList({ decisions }: { decisions: ApprovalDetail['decisions'] }) {
  if (decisions.length === 0) return <p className="text-sm text-muted">Nobody has decided yet.</p>;
  return (
    <ol className="grid gap-3">
      {decisions.map((decision) => (
        <li key={decision.id} className="grid gap-1 border-l-2 border-line-strong pl-3">
          <p className="flex flex-wrap items-center gap-2 text-sm">
            <Status label={decisionLabels[decision.decision]} />
            <span className="font-medium text-ink">{decision.reviewerName}</span>
          </p>
          <p className="text-xs text-subtle">
            {reasonLabels[decision.reason]} · <Time value={decision.createdAt} format="relative" />
          </p>
          {decision.comment && <p className="text-sm text-pretty text-muted">{decision.comment}</p>}
        </li>
      ))}
    </ol>
  );
}
