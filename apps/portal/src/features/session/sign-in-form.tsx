import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input, PasswordInput } from '@freehold/ui/input';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

export type Credentials = { email: string; password: string };

type SignInFormProps = {
  error: string | undefined;
  fieldErrors: Partial<Record<keyof Credentials, string>>;
  isBusy: boolean;
  hasEnded: boolean;
  onSubmit: (credentials: Credentials) => void;
};

/** Address and password. */
export function SignInForm({ error, fieldErrors, isBusy, hasEnded, onSubmit }: SignInFormProps) {
  const { t } = useTexts();
  const tenant = useTenant();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) onSubmit({ email, password });
  };
  return (
    <form noValidate className="grid gap-5" onSubmit={submit}>
      <header className="mb-1">
        <h1 className="text-3xl font-semibold text-ink">{t('signIn.title')}</h1>
        <p className="mt-2 text-base text-muted">{t('signIn.lead', { name: tenant.name })}</p>
      </header>
      {hasEnded && !error && <Alert tone="info">{t('signIn.ended')}</Alert>}
      {error && <Alert tone="danger">{error}</Alert>}
      <Field label={t('signIn.email')} error={fieldErrors.email}>
        {(control) => (
          <Input
            {...control}
            size="xl"
            type="email"
            name="email"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('signIn.password')} error={fieldErrors.password}>
        {(control) => (
          <PasswordInput
            {...control}
            size="xl"
            name="password"
            autoComplete="current-password"
            showLabel={t('signUp.password.show')}
            hideLabel={t('signUp.password.hide')}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" className="mt-1" isBusy={isBusy}>
        {t('signIn.submit')}
      </Button>
      <p className="text-sm text-muted">
        {t('signIn.noAccount')}{' '}
        <Link
          to="/$tenant/sign-up"
          params={{ tenant: tenant.slug }}
          className="rounded-sm font-medium text-accent-ink underline underline-offset-3"
        >
          {t('nav.signUp')}
        </Link>
      </p>
    </form>
  );
}
