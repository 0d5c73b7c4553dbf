import type { ChangePasswordInput } from '@freehold/core-contracts/security';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { PasswordInput } from '@freehold/ui/input';
import { toast } from '@freehold/ui/toast';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { toPublicError } from '../../lib/errors.ts';
import { useManageFactors } from './use-security.ts';

export type ChangePasswordDialogProps = { minimumLength: number; onClose: () => void };

/** Password of now, and the new one. */
export function ChangePasswordDialog({ minimumLength, onClose }: ChangePasswordDialogProps) {
  const { changePassword } = useManageFactors();
  const submit = (input: ChangePasswordInput) =>
    changePassword.mutate(input, {
      onSuccess: () => {
        onClose();
        toast.success('Your password is changed', {
          description: 'Your other sessions have ended.',
        });
      },
    });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title="Change your password"
    >
      <PasswordForm
        minimumLength={minimumLength}
        isBusy={changePassword.isPending}
        error={changePassword.error}
        onCancel={onClose}
        onSubmit={submit}
      />
    </Dialog>
  );
}

type PasswordFormProps = {
  minimumLength: number;
  isBusy: boolean;
  error: unknown;
  onCancel: () => void;
  onSubmit: (input: ChangePasswordInput) => void;
};

function PasswordForm({ minimumLength, isBusy, error, onCancel, onSubmit }: PasswordFormProps) {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const code = error ? toPublicError(error).code : '';
  const isAboutNew = code.startsWith('password.') && code !== 'password.wrong';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (currentPassword && newPassword && !isBusy) onSubmit({ currentPassword, newPassword });
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field label="Password of now" isRequired>
        {(control) => (
          <PasswordInput
            {...control}
            autoFocus
            autoComplete="current-password"
            value={currentPassword}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="New password"
        isRequired
        hint={`${minimumLength} characters at least; a few words of your own are easy to keep in mind.`}
        error={isAboutNew ? describeError(error) : undefined}
      >
        {(control) => (
          <PasswordInput
            {...control}
            autoComplete="new-password"
            value={newPassword}
            onChange={(event) => setNew(event.target.value)}
          />
        )}
      </Field>
      {Boolean(error) && !isAboutNew && <Alert tone="danger">{describeError(error)}</Alert>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button disabled={isBusy} onClick={onCancel}>
          Cancel
        </Button>
        <Button
          type="submit"
          variant="primary"
          isBusy={isBusy}
          disabled={!currentPassword || !newPassword}
        >
          Change the password
        </Button>
      </div>
    </form>
  );
}
