import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input, PasswordInput } from '@freehold/ui/input';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { toPublicError } from '../../lib/errors.ts';

export type NewPasswordFormProps = {
  /** So that password managers keep the password under the right name. */
  email?: string;
  submitLabel: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: (password: string) => void;
};

/** A new password, typed once and visible on wish; what is wrong with it is said at the field. */
export function NewPasswordForm({
  email,
  submitLabel,
  isBusy,
  error,
  onSubmit,
}: NewPasswordFormProps) {
  const [password, setPassword] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const isAboutPassword = Boolean(error) && toPublicError(error).code.startsWith('password.');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (password && !isBusy) onSubmit(password);
  };
  const fieldError = isTouched && !password ? 'Enter a password.' : undefined;
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {Boolean(error) && !isAboutPassword && <Alert tone="danger">{describeError(error)}</Alert>}
      {email && (
        <Field label="E-mail address">
          {(control) => (
            <Input {...control} size="lg" readOnly autoComplete="username" value={email} />
          )}
        </Field>
      )}
      <Field
        label="New password"
        isRequired
        hint="Eight characters at least; a few words of your own are easy to keep in mind."
        error={isAboutPassword ? describeError(error) : fieldError}
      >
        {(control) => (
          <PasswordInput
            {...control}
            autoFocus
            size="lg"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" isBusy={isBusy}>
        {submitLabel}
      </Button>
    </form>
  );
}
