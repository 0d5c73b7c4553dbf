import type { ApprovalDetail } from '@freehold/core-contracts/approvals';
import type { ApprovalDecisionKind } from '@freehold/core-contracts/enums';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Check, MessageCircleQuestion, RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../../lib/session.tsx';
import { DecisionDialog } from './decision-dialog.tsx';

export type DecisionPanelProps = {
  approval: ApprovalDetail;
  /** What the reviewer has been reading. */
  read: ApprovalDetail;
  onRead: (approval: ApprovalDetail) => void;
};

/**
 * Approve, deny or ask for more. When the file changes under the reviewer's eyes the panel says so,
 * and decides only after they have looked again.
 */
export function DecisionPanel({ approval, read, onRead }: DecisionPanelProps) {
  const { user } = useSession();
  const [kind, setKind] = useState<ApprovalDecisionKind | null>(null);
  const isChanged = approval.version !== read.version;
  const isOwn = approval.userId === user.id;
  const isOver = approval.status === 'APPROVED' || approval.status === 'DENIED';
  return (
    <>
      {isOver ? (
        <ClosedNotice isApproved={approval.status === 'APPROVED'} />
      ) : (
        <Card>
          <CardHeader
            title="Decision"
            description={
              approval.isSecondReviewNeeded
                ? 'This tenant wants four eyes: two different reviewers approve.'
                : 'Kept with your name, reason and comment.'
            }
          />
          <CardBody className="grid gap-2">
            {isOwn && <Alert tone="info">Nobody decides on their own case.</Alert>}
            {isChanged && (
              <ChangedNotice
                title={describeChange(read, approval)}
                onLooked={() => onRead(approval)}
              />
            )}
            <DecisionButtons isHeld={isChanged || isOwn} onChoose={setKind} />
          </CardBody>
        </Card>
      )}
      {kind && (
        <DecisionDialog
          kind={kind}
          approval={approval}
          version={read.version}
          onClose={() => setKind(null)}
          onDecided={(version) => {
            onRead({ ...approval, version });
            setKind(null);
          }}
        />
      )}
    </>
  );
}

function ClosedNotice({ isApproved }: { isApproved: boolean }) {
  return (
    <Alert tone={isApproved ? 'success' : 'info'} title="This case is closed">
      {isApproved
        ? 'The person was approved.'
        : 'The person was denied. They were told which reason was given.'}
    </Alert>
  );
}

function describeChange(read: ApprovalDetail, current: ApprovalDetail): string {
  if (current.decisions.length > read.decisions.length) {
    const [latest] = current.decisions.toSorted(
      (one, other) => other.createdAt.getTime() - one.createdAt.getTime(),
    );
    return `Changed by ${latest?.reviewerName ?? 'somebody else'} meanwhile`;
  }
  if (current.assignee?.id !== read.assignee?.id) {
    return current.assignee
      ? `Given to ${current.assignee.name} meanwhile`
      : 'Put back into the queue meanwhile';
  }
  return 'Changed meanwhile';
}

function ChangedNotice({ title, onLooked }: { title: string; onLooked: () => void }) {
  return (
    <Alert
      tone="warning"
      title={title}
      action={
        <Button size="sm" icon={<RotateCw />} onClick={onLooked}>
          I have looked
        </Button>
      }
    >
      The page shows the current state. Look again before you decide.
    </Alert>
  );
}

type DecisionButtonsProps = {
  isHeld: boolean;
  onChoose: (kind: ApprovalDecisionKind) => void;
};

function DecisionButtons({ isHeld, onChoose }: DecisionButtonsProps) {
  return (
    <>
      <Button
        variant="primary"
        size="lg"
        icon={<Check />}
        disabled={isHeld}
        onClick={() => onChoose('APPROVE')}
      >
        Approve
      </Button>
      <div className="grid grid-cols-2 gap-2">
        <Button
          icon={<MessageCircleQuestion />}
          disabled={isHeld}
          onClick={() => onChoose('REQUEST_INFORMATION')}
        >
          Ask for more
        </Button>
        <Button
          variant="danger-outline"
          icon={<X />}
          disabled={isHeld}
          onClick={() => onChoose('DENY')}
        >
          Deny
        </Button>
      </div>
    </>
  );
}
