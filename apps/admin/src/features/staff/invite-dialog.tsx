import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { describeField } from '../../lib/field-problems.ts';
import { useSession } from '../../lib/session.tsx';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { RoleChoices, type StaffRole } from './role-choices.tsx';
import { useManageStaff } from './use-staff.ts';

const fields = [
  { name: 'email', label: 'E-mail address', type: 'email' },
  { name: 'firstName', label: 'First name', type: 'text' },
  { name: 'lastName', label: 'Last name', type: 'text' },
] as const;

const empty = { email: '', firstName: '', lastName: '' };

/** Invites an operator: they get a link, choose a password, and set up a second factor. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { invite } = useManageStaff();
  const tell = useActOutcome();
  const { user, homeTenant, tenant } = useSession();
  const [values, setValues] = useState(empty);
  const [role, setRole] = useState<StaffRole>('REVIEWER');
  const [isTouched, setIsTouched] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (fields.some(({ name }) => !values[name].trim()) || invite.isPending) return;
    invite.mutate(
      { ...values, role },
      {
        onSuccess: (outcome) => {
          onClose();
          tell(outcome, `The invitation to ${values.email.trim()} is on its way`, tenant.id);
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title="Invite an operator"
      description="They get a link by e-mail, choose a password and set up a second factor."
      isLocked={invite.isPending}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <InviteFields
          values={values}
          onValuesChange={setValues}
          isTouched={isTouched}
          error={invite.error}
        />
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-sm font-medium text-ink">Role</legend>
          <RoleChoices
            value={role}
            onValueChange={setRole}
            hasPlatform={user.role === 'PLATFORM_OPERATOR' && homeTenant.id === tenant.id}
          />
        </fieldset>
        {invite.error && <Alert tone="danger">{describeError(invite.error)}</Alert>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={invite.isPending} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" isBusy={invite.isPending}>
            Send the invitation
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type InviteFieldsProps = {
  values: typeof empty;
  onValuesChange: (values: typeof empty) => void;
  isTouched: boolean;
  error: unknown;
};

function InviteFields({ values, onValuesChange, isTouched, error }: InviteFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {fields.map(({ name, label, type }) => (
        <Field
          key={name}
          label={label}
          isRequired
          className={name === 'email' ? 'sm:col-span-2' : ''}
          error={isTouched && !values[name].trim() ? 'Fill this in.' : describeField(error, name)}
        >
          {(control) => (
            <Input
              {...control}
              type={type}
              autoComplete="off"
              autoFocus={name === 'email'}
              value={values[name]}
              onChange={(event) => onValuesChange({ ...values, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
