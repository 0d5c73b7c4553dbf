import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { plainActWords, type PlainAct } from './organization-act-words.tsx';
import { useManageOrganizations } from './use-organization-acts.ts';

export type OrganizationDialogProps = {
  /** As the operator has read it. */
  organization: OrganizationDetail;
  onClose: () => void;
  onLookAgain: () => void;
  /** With the state that the own act has made: it is no news. */
  onDone: (current: OrganizationDetail) => void;
};

const statusOf = { resume: 'ACTIVE', cancel: 'CANCELLED', suspend: 'SUSPENDED' } as const;

/** Asks before an act that needs a reason and nothing else. */
export function PlainActDialog(props: OrganizationDialogProps & { act: PlainAct }) {
  const { act, organization, onClose, onLookAgain, onDone } = props;
  const { id: organizationId, version, subscription } = organization;
  const manage = useManageOrganizations();
  const notice = useAuditNotice();
  const words = plainActWords[act];
  const isOfSubscription = act !== 'delete' && act !== 'restore';
  const mutation = { delete: manage.remove, restore: manage.restore };
  const { isPending, error } = isOfSubscription ? manage.setStatus : mutation[act];
  const done = (current: OrganizationDetail) => {
    onClose();
    onDone(current);
    notice(words.done(organization), organizationId);
  };
  const confirm = (reason: string) => {
    const input = { organizationId, version, reason };
    if (act === 'delete') {
      const onSuccess = () => done({ ...organization, version: version + 1 });
      manage.remove.mutate(input, { onSuccess });
    } else if (act === 'restore') manage.restore.mutate(input, { onSuccess: done });
    else {
      const change = { ...input, version: subscription.version, status: statusOf[act] };
      manage.setStatus.mutate(change, { onSuccess: done });
    }
  };
  return (
    <ActDialog
      title={words.title(organization)}
      consequence={words.consequence(organization)}
      confirmLabel={words.confirm}
      tone={words.tone}
      isBusy={isPending}
      error={error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={confirm}
    />
  );
}
