import type { OrganizationDetail } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { RadioGroup } from '@freehold/ui/radio';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { describeField } from '../../lib/field-problems.ts';
import { membershipRoleLabels } from '../../lib/labels.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useManageOrganizations } from './use-organization-acts.ts';

const roles = [
  {
    value: 'MEMBER',
    label: membershipRoleLabels.MEMBER,
    hint: 'Sees members, keys, usage and credits.',
  },
  {
    value: 'ADMIN',
    label: membershipRoleLabels.ADMIN,
    hint: 'Also invites, removes, and makes, rotates and revokes keys.',
  },
] as const;

export type InviteDialogProps = { organization: OrganizationDetail; onClose: () => void };

/** Invites an address; whoever has it joins by the link of the message, within 7 days. */
export function InviteDialog({ organization, onClose }: InviteDialogProps) {
  const { invite } = useManageOrganizations();
  const notice = useAuditNotice();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<'ADMIN' | 'MEMBER'>('MEMBER');
  const [isTouched, setIsTouched] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (!email.trim() || invite.isPending) return;
    invite.mutate(
      { organizationId: organization.id, email, role },
      {
        onSuccess: (invitation) => {
          onClose();
          notice(`The invitation to ${invitation.email} is on its way`, invitation.id);
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={`Invite somebody to ${organization.name}`}
      description="The link in the message is good for 7 days, and only for whoever has that address."
      isLocked={invite.isPending}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Field
          label="E-mail address"
          isRequired
          error={
            isTouched && !email.trim() ? 'Fill this in.' : describeField(invite.error, 'email')
          }
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              autoFocus
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <fieldset>
          <legend className="mb-2 text-sm font-medium text-ink">Role</legend>
          <RadioGroup
            aria-label="Role"
            value={role}
            onValueChange={(value) => setRole(value as 'ADMIN' | 'MEMBER')}
            options={roles}
          />
        </fieldset>
        {invite.error && <Alert tone="danger">{describeError(invite.error)}</Alert>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={invite.isPending} onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" variant="primary" isBusy={invite.isPending}>
            Send the invitation
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
