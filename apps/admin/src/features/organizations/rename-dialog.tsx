import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { describeField } from '../../lib/field-problems.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import type { OrganizationDialogProps } from './plain-act-dialog.tsx';
import { useManageOrganizations } from './use-organization-acts.ts';

/** Changes the name; the short name stays, because addresses hold it. */
export function RenameDialog({
  organization,
  onClose,
  onLookAgain,
  onDone,
}: OrganizationDialogProps) {
  const { update } = useManageOrganizations();
  const notice = useAuditNotice();
  const [name, setName] = useState(organization.name);
  return (
    <ActDialog
      title={`Rename ${organization.name}`}
      consequence={<p>Members see the new name at once. The short name stays.</p>}
      confirmLabel="Rename"
      tone="primary"
      isReasonAsked={false}
      isBusy={update.isPending}
      error={update.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={() =>
        update.mutate(
          { organizationId: organization.id, version: organization.version, name },
          {
            onSuccess: (changed) => {
              onClose();
              onDone(changed);
              notice(`It is called ${changed.name} now`, organization.id);
            },
          },
        )
      }
    >
      <Field label="Name" isRequired error={describeField(update.error, 'name')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoComplete="off"
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </ActDialog>
  );
}
