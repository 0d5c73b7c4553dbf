import type { ApprovalSummary, BulkApproveOutput } from '@freehold/core-contracts/approvals';
import { Button } from '@freehold/ui/button';
import { ConfirmDialog } from '@freehold/ui/confirm-dialog';
import { Dialog } from '@freehold/ui/dialog';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { describeCode, describeError } from '../../lib/error-messages.ts';
import { fullName } from '../../lib/labels.ts';
import { useDecide } from './use-approvals.ts';

export type BulkApproveDialogProps = {
  cases: readonly ApprovalSummary[];
  onClose: () => void;
  onDone: () => void;
};

/** Approves several clear cases; afterwards says of each what became of it. */
export function BulkApproveDialog({ cases, onClose, onDone }: BulkApproveDialogProps) {
  const { bulkApprove } = useDecide();
  const close = () => {
    if (bulkApprove.data) onDone();
    onClose();
  };
  if (bulkApprove.data) {
    return <Results cases={cases} output={bulkApprove.data} onClose={close} />;
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : close())}
      title={`Approve ${cases.length} ${cases.length === 1 ? 'person' : 'people'}?`}
      consequence={
        <>
          <p>
            Each becomes <strong>approved</strong>, and the ledger is told to make the account. It
            cannot be taken back from here. A case that somebody changed meanwhile is left as it is.
          </p>
          <ul className="max-h-40 list-disc overflow-y-auto pl-5">
            {cases.map((each) => (
              <li key={each.id}>
                {fullName(each)} <span className="text-subtle">({each.email})</span>
              </li>
            ))}
          </ul>
        </>
      }
      tone="primary"
      confirmLabel="Approve together"
      reason={{ label: 'Comment', hint: 'Kept with each decision and in the audit log.' }}
      isBusy={bulkApprove.isPending}
      error={bulkApprove.error ? describeError(bulkApprove.error) : undefined}
      onConfirm={(comment) =>
        bulkApprove.mutate({
          cases: cases.map((each) => ({ caseId: each.id, version: each.version })),
          reason: 'IDENTITY_CONFIRMED',
          comment,
        })
      }
    />
  );
}

type ResultsProps = {
  cases: readonly ApprovalSummary[];
  output: BulkApproveOutput;
  onClose: () => void;
};

function Results({ cases, output, onClose }: ResultsProps) {
  const approved = output.results.filter((result) => result.isApproved).length;
  const nameOf = (caseId: string) => {
    const found = cases.find((each) => each.id === caseId);
    return found ? fullName(found) : caseId;
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={`${approved} of ${output.results.length} approved`}
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <ul className="grid gap-2">
        {output.results.map((result) => (
          <li key={result.caseId} className="flex items-start gap-2.5 text-sm">
            {result.isApproved ? (
              <CircleCheck aria-label="Approved" className="mt-0.5 size-4 text-success-ink" />
            ) : (
              <CircleAlert aria-label="Not approved" className="mt-0.5 size-4 text-danger-ink" />
            )}
            <span>
              <span className="font-medium text-ink">{nameOf(result.caseId)}</span>
              {result.code && <span className="block text-muted">{describeCode(result.code)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
