import type { ApprovalDetail, ApprovalSummary } from '@freehold/core-contracts/approvals';
import { Button } from '@freehold/ui/button';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '@freehold/ui/dropdown-menu';
import { toast } from '@freehold/ui/toast';
import { ChevronDown, Undo2, UserRoundCheck } from 'lucide-react';
import { describeError } from '../../lib/error-messages.ts';
import { fullName } from '../../lib/labels.ts';
import { useSession } from '../../lib/session.tsx';
import { useDecide, useReviewers } from './use-approvals.ts';

export type AssignMenuProps = {
  approval: ApprovalDetail;
  /** With the case as it is now: one's own change is no news. */
  onAssigned: (next: ApprovalSummary) => void;
};

/** Who looks after the case: take it, give it to somebody, put it back. */
export function AssignMenu({ approval, onAssigned }: AssignMenuProps) {
  const { user } = useSession();
  const reviewers = useReviewers();
  const { assign } = useDecide();
  const others = (reviewers.data?.items ?? []).filter((each) => each.id !== user.id);
  const isMine = approval.assignee?.id === user.id;
  const isOver = approval.status === 'APPROVED' || approval.status === 'DENIED';
  const give = (to: { assigneeId?: string | null }, words: string) =>
    assign.mutate(
      { caseId: approval.id, version: approval.version, ...to },
      {
        onSuccess: (next) => {
          onAssigned(next);
          toast.success(words);
        },
        onError: (error) => toast.error(describeError(error)),
      },
    );
  return (
    <DropdownMenu
      className="w-60"
      trigger={
        <Button isBusy={assign.isPending} disabled={isOver}>
          {approval.assignee ? (isMine ? 'Assigned to you' : approval.assignee.name) : 'Assign'}
          <ChevronDown aria-hidden className="text-subtle" />
        </Button>
      }
    >
      {!isMine && (
        <MenuItem onSelect={() => give({}, 'The case is yours')}>
          <UserRoundCheck aria-hidden />
          Take it
        </MenuItem>
      )}
      {approval.assignee && (
        <MenuItem onSelect={() => give({ assigneeId: null }, 'The case is back in the queue')}>
          <Undo2 aria-hidden />
          Put back into the queue
        </MenuItem>
      )}
      {others.length > 0 && (
        <>
          <MenuSeparator />
          <MenuLabel>Give to</MenuLabel>
          {others.map((each) => (
            <MenuItem
              key={each.id}
              disabled={each.id === approval.assignee?.id}
              onSelect={() => give({ assigneeId: each.id }, `Given to ${fullName(each)}`)}
            >
              {fullName(each)}
            </MenuItem>
          ))}
        </>
      )}
    </DropdownMenu>
  );
}
