import type { SignInOutput } from '@freehold/core-contracts/session';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input, PasswordInput } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { usePublicTenants, useSignIn } from './use-session.ts';

export type PasswordStepProps = {
  tenant: string;
  onTenantChange: (tenant: string) => void;
  notice: string | undefined;
  onResult: (result: SignInOutput) => void;
};

/** First step: where the account lives, who, and the password. */
export function PasswordStep({ tenant, onTenantChange, notice, onResult }: PasswordStepProps) {
  const tenants = usePublicTenants();
  const signIn = useSignIn(tenant);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (!tenant || !email.trim() || !password || signIn.isPending) return;
    signIn.mutate({ audience: 'CONSOLE', email, password }, { onSuccess: onResult });
  };
  const missing = (value: string, words: string) => (isTouched && !value ? words : undefined);
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {notice && !signIn.error && <Alert tone="info">{notice}</Alert>}
      {signIn.error && <Alert tone="danger">{describeError(signIn.error)}</Alert>}
      {tenants.error && <Alert tone="danger">{describeError(tenants.error)}</Alert>}
      <Field label="Tenant" isRequired error={missing(tenant, 'Choose where your account lives.')}>
        {(control) => (
          <Select
            {...control}
            size="lg"
            value={tenant}
            onValueChange={onTenantChange}
            placeholder={tenants.isPending ? 'Loading…' : 'Choose'}
            options={(tenants.data ?? []).map((each) => ({ value: each.slug, label: each.name }))}
          />
        )}
      </Field>
      <Field
        label="E-mail address"
        isRequired
        error={missing(email.trim(), 'Enter your e-mail address.')}
      >
        {(control) => (
          <Input
            {...control}
            size="lg"
            type="email"
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label="Password" isRequired error={missing(password, 'Enter your password.')}>
        {(control) => (
          <PasswordInput
            {...control}
            size="lg"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" isBusy={signIn.isPending} className="mt-1">
        Continue
      </Button>
    </form>
  );
}
