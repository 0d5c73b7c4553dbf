import type { SignInOutput } from '@freehold/core-contracts/session';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input, PasswordInput } from '@freehold/ui/input';
import { canUsePasskeys } from '@freehold/ui/passkey';
import { Select } from '@freehold/ui/select';
import { Link } from '@tanstack/react-router';
import { Fingerprint } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { usePasskeySignIn, usePublicTenants, useSignIn } from './use-session.ts';

export type PasswordStepProps = {
  tenant: string;
  email: string;
  onEmailChange: (email: string) => void;
  onTenantChange: (tenant: string) => void;
  notice: string | undefined;
  onResult: (result: SignInOutput) => void;
};

/** First step: where the account lives, who, and the password; or a passkey instead of all that. */
export function PasswordStep(props: PasswordStepProps) {
  const { tenant, email, onTenantChange, notice, onResult } = props;
  const tenants = usePublicTenants();
  const signIn = useSignIn(tenant);
  const passkey = usePasskeySignIn(tenant);
  const [password, setPassword] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const isBusy = signIn.isPending || passkey.isPending;
  const error = signIn.error ?? passkey.error ?? tenants.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (!tenant || !email.trim() || !password || isBusy) return;
    passkey.reset();
    signIn.mutate({ audience: 'CONSOLE', email, password }, { onSuccess: onResult });
  };
  const askPasskey = () => {
    signIn.reset();
    if (tenant) passkey.mutate(undefined, { onSuccess: onResult });
    else setIsTouched(true);
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {notice && !error && <Alert tone="info">{notice}</Alert>}
      {Boolean(error) && <Alert tone="danger">{describeError(error)}</Alert>}
      <TenantField
        tenant={tenant}
        onTenantChange={onTenantChange}
        tenants={tenants.data}
        error={isTouched && !tenant ? 'Choose where your account lives.' : undefined}
      />
      <CredentialFields
        {...props}
        password={password}
        onPasswordChange={setPassword}
        isTouched={isTouched}
      />
      <Button type="submit" variant="primary" size="lg" isBusy={signIn.isPending} className="mt-1">
        Continue
      </Button>
      {canUsePasskeys() && (
        <Button
          size="lg"
          icon={<Fingerprint />}
          isBusy={passkey.isPending}
          disabled={signIn.isPending}
          onClick={askPasskey}
        >
          Sign in with a passkey
        </Button>
      )}
      <Button asChild variant="link" className="justify-self-start">
        <Link to="/forgot-password" search={tenant ? { tenant } : {}}>
          Forgot your password?
        </Link>
      </Button>
    </form>
  );
}

type TenantFieldProps = {
  tenant: string;
  onTenantChange: (tenant: string) => void;
  tenants: readonly { slug: string; name: string }[] | undefined;
  error: string | undefined;
};

function TenantField({ tenant, onTenantChange, tenants, error }: TenantFieldProps) {
  return (
    <Field label="Tenant" isRequired error={error}>
      {(control) => (
        <Select
          {...control}
          size="lg"
          value={tenant}
          onValueChange={onTenantChange}
          placeholder={tenants ? 'Choose' : 'Loading…'}
          options={(tenants ?? []).map((each) => ({ value: each.slug, label: each.name }))}
        />
      )}
    </Field>
  );
}

type CredentialFieldsProps = Pick<PasswordStepProps, 'email' | 'onEmailChange'> & {
  password: string;
  onPasswordChange: (password: string) => void;
  isTouched: boolean;
};

function CredentialFields(props: CredentialFieldsProps) {
  const { email, password, onPasswordChange, isTouched } = props;
  return (
    <>
      <Field
        label="E-mail address"
        isRequired
        error={isTouched && !email.trim() ? 'Enter your e-mail address.' : undefined}
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
            onChange={(event) => props.onEmailChange(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Password"
        isRequired
        error={isTouched && !password ? 'Enter your password.' : undefined}
      >
        {(control) => (
          <PasswordInput
            {...control}
            size="lg"
            autoComplete="current-password"
            value={password}
            onChange={(event) => onPasswordChange(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}
