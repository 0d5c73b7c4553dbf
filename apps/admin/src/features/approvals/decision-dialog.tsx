import type { ApprovalDetail } from '@freehold/core-contracts/approvals';
import type { ApprovalDecisionKind, ApprovalReason } from '@freehold/core-contracts/enums';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Textarea } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { isOvertaken } from '../../lib/errors.ts';
import { fullName, reasonLabels } from '../../lib/labels.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { decisionWords } from './decision-words.ts';
import { useApprovalCase, useDecide } from './use-approvals.ts';

const minimumCommentLength = 3;

export type DecisionDialogProps = {
  kind: ApprovalDecisionKind;
  approval: ApprovalDetail;
  /** The version the reviewer has read. */
  version: number;
  onClose: () => void;
  onDecided: (version: number) => void;
};

/** Says what the decision does, takes reason and comment, and shows when somebody was faster. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { kind, approval, version, onClose, onDecided } = props;
  const words = decisionWords[kind];
  const decide = useDecide();
  const mutation = {
    APPROVE: decide.approve,
    DENY: decide.deny,
    REQUEST_INFORMATION: decide.requestInformation,
  }[kind];
  const { refetch } = useApprovalCase(approval.id);
  const notice = useAuditNotice();
  const submit = (reason: ApprovalReason, comment: string) => {
    const input = { caseId: approval.id, version, reason };
    const after = {
      onSuccess: (next: { version: number }) => {
        onDecided(next.version);
        notice(`${fullName(approval)}: ${words.done}`, approval.id);
      },
    };
    if (kind === 'REQUEST_INFORMATION') {
      decide.requestInformation.mutate({ ...input, comment }, after);
    } else {
      const act = kind === 'APPROVE' ? decide.approve : decide.deny;
      act.mutate({ ...input, ...(comment ? { comment } : {}) }, after);
    }
  };
  return (
    <Dialog
      open
      role="alertdialog"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={words.title(fullName(approval))}
      isLocked={mutation.isPending}
    >
      <div className="grid gap-4">
        <p className="text-sm text-muted">{words.consequence(approval.isSecondReviewNeeded)}</p>
        {mutation.error && (
          <Alert
            tone="danger"
            action={
              isOvertaken(mutation.error) && (
                <Button
                  size="sm"
                  onClick={() => {
                    void refetch();
                    onClose();
                  }}
                >
                  Show the current file
                </Button>
              )
            }
          >
            {describeError(mutation.error)}
          </Alert>
        )}
        <DecisionForm
          kind={kind}
          isBusy={mutation.isPending}
          isBlocked={mutation.error !== null && isOvertaken(mutation.error)}
          onSubmit={submit}
          onCancel={onClose}
        />
      </div>
    </Dialog>
  );
}

type DecisionFormProps = {
  kind: ApprovalDecisionKind;
  isBusy: boolean;
  isBlocked: boolean;
  onSubmit: (reason: ApprovalReason, comment: string) => void;
  onCancel: () => void;
};

function DecisionForm({ kind, isBusy, isBlocked, onSubmit, onCancel }: DecisionFormProps) {
  const words = decisionWords[kind];
  const [reason, setReason] = useState<ApprovalReason>(words.reasons[0]);
  const [comment, setComment] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const isMissing = words.isCommentRequired && comment.trim().length < minimumCommentLength;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (!isMissing && !isBusy && !isBlocked) onSubmit(reason, comment.trim());
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field label="Reason">
        {(control) => (
          <Select
            {...control}
            value={reason}
            onValueChange={(value) => setReason(value as ApprovalReason)}
            options={words.reasons.map((value) => ({ value, label: reasonLabels[value] }))}
          />
        )}
      </Field>
      <Field
        label={words.commentLabel}
        hint={words.commentHint}
        isOptional={!words.isCommentRequired}
        isRequired={words.isCommentRequired}
        error={isTouched && isMissing ? 'Write at least a few words.' : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={1000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button disabled={isBusy} onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant={words.variant} isBusy={isBusy} disabled={isBlocked}>
          {words.confirm}
        </Button>
      </div>
    </form>
  );
}
