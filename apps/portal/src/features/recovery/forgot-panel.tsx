import { Link } from '@tanstack/react-router';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { RequestPasswordResetInput } from '@freehold/core-contracts/security';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { EmailField } from '../../components/email-field.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { Outcome } from './link-panel.tsx';
import { sendResetLink } from './use-recovery.ts';

/** Asking for a link to a new password; says the same whether there is an account or not. */
export function ForgotPanel() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    schema: RequestPasswordResetInput,
    send: (input) => sendResetLink(slug, input.email),
    onDone: () => setSentTo(email.trim()),
  });
  if (sentTo !== null) {
    return (
      <Outcome
        icon={<MailCheck />}
        title={t('forgot.sentTitle')}
        text={<RichText text={t('forgot.sentText', { email: sentTo })} />}
      >
        <Button size="lg" onClick={() => setSentTo(null)}>
          {t('forgot.again')}
        </Button>
      </Outcome>
    );
  }
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ email });
      }}
    >
      <header>
        <h1 className="text-2xl font-semibold text-ink sm:text-3xl">{t('forgot.title')}</h1>
        <p className="mt-2 text-base text-muted">{t('forgot.lead')}</p>
      </header>
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <EmailField
        autoComplete="username"
        value={email}
        onValueChange={setEmail}
        error={form.errorOf('email')}
      />
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('forgot.submit')}
      </Button>
      <Link
        to="/$tenant/sign-in"
        params={{ tenant: slug }}
        className="justify-self-start rounded-sm text-sm text-accent-ink underline underline-offset-3"
      >
        {t('forgot.back')}
      </Link>
    </form>
  );
}
