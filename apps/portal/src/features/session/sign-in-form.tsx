import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { PasswordInput } from '@freehold/ui/input';
import { EmailField } from '../../components/email-field.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';

export type Credentials = { email: string; password: string };

type SignInFormProps = {
  error: string | undefined;
  fieldErrors: Partial<Record<keyof Credentials, string>>;
  isBusy: boolean;
  notice: string | undefined;
  onSubmit: (credentials: Credentials) => void;
  children: ReactNode;
};

function NoAccountYet() {
  const { t } = useTexts();
  const { slug } = useTenant();
  return (
    <p className="text-sm text-muted">
      {t('signIn.noAccount')}{' '}
      <Link
        to="/$tenant/sign-up"
        params={{ tenant: slug }}
        className="rounded-sm font-medium text-accent-ink underline underline-offset-3"
      >
        {t('nav.signUp')}
      </Link>
    </p>
  );
}

/** Address and password. */
export function SignInForm(props: SignInFormProps) {
  const { error, fieldErrors, isBusy, notice, onSubmit, children } = props;
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
      {notice && !error && <Alert tone="info">{notice}</Alert>}
      {error && <Alert tone="danger">{error}</Alert>}
      <EmailField
        autoComplete="username"
        value={email}
        onValueChange={setEmail}
        error={fieldErrors.email}
      />
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
      <Link
        to="/$tenant/forgot-password"
        params={{ tenant: tenant.slug }}
        className="-mt-2 justify-self-start rounded-sm text-sm text-accent-ink underline underline-offset-3"
      >
        {t('signIn.forgot')}
      </Link>
      <Button type="submit" variant="primary" size="xl" className="mt-1" isBusy={isBusy}>
        {t('signIn.submit')}
      </Button>
      {children}
      <NoAccountYet />
      <p className="border-t border-line pt-4 text-xs text-subtle">{t('signIn.remembered')}</p>
    </form>
  );
}
