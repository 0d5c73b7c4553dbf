import { GrantDialog, TransferDialog } from './credit-dialogs.tsx';
import type { OrganizationAct } from './organization-acts.ts';
import { PlainActDialog, type OrganizationDialogProps } from './plain-act-dialog.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';

/** The dialog of an act. */
export function OrganizationActDialog({
  act,
  ...rest
}: OrganizationDialogProps & { act: OrganizationAct }) {
  switch (act) {
    case 'rename':
      return <RenameDialog {...rest} />;
    case 'changePlan':
      return <PlanDialog {...rest} />;
    case 'grant':
      return <GrantDialog {...rest} />;
    case 'transfer':
      return <TransferDialog {...rest} />;
    case 'resume':
    case 'cancel':
    case 'suspend':
    case 'delete':
    case 'restore':
      return <PlainActDialog act={act} {...rest} />;
  }
}
