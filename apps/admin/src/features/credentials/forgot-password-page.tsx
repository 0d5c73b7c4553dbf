import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { AuthFrame } from '../../components/auth-frame.tsx';
import { chosenTenant } from '../../lib/chosen-tenant.ts';
import { describeError } from '../../lib/error-messages.ts';
import { useRequestReset, useTenantChoices } from './use-credentials.ts';

/** Sends a link to whoever forgot the password. */
export function ForgotPasswordPage({ tenant: given }: { tenant: string | undefined }) {
  const tenants = useTenantChoices();
  const [tenant, setTenant] = useState(given ?? chosenTenant() ?? '');
  const [email, setEmail] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const request = useRequestReset(tenant);
  const missing = (value: string, words: string) => (isTouched && !value ? words : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTouched(true);
    if (tenant && email.trim() && !request.isPending) request.mutate({ email });
  };
  return (
    <AuthFrame
      title="Forgot your password?"
      description="A link to set a new one goes to your e-mail address."
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        {request.error && <Alert tone="danger">{describeError(request.error)}</Alert>}
        {request.isSuccess && <SentNotice />}
        <Field
          label="Tenant"
          isRequired
          error={missing(tenant, 'Choose where your account lives.')}
        >
          {(control) => (
            <Select
              {...control}
              size="lg"
              value={tenant}
              onValueChange={setTenant}
              placeholder="Choose"
              options={tenants}
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
        <Button type="submit" variant="primary" size="lg" isBusy={request.isPending}>
          {request.isSuccess ? 'Send another link' : 'Send a link'}
        </Button>
        <Button asChild variant="link" className="justify-self-start">
          <Link to="/sign-in" search={tenant ? { tenant } : {}}>
            Back to the sign-in
          </Link>
        </Button>
      </form>
    </AuthFrame>
  );
}

function SentNotice() {
  return (
    <Alert tone="success" title="Look into your mail">
      If an operator’s account has this address, a link is on its way. It works once and for a short
      time; every session ends when it is used.
    </Alert>
  );
}
