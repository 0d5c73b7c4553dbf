import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ResetPasswordInput } from '@freehold/core-contracts/security';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { NewPassword } from '../../components/new-password.tsx';
import { passwordRefusals } from '../../lib/password-guidance.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { useLinkToken } from '../../lib/use-link-token.ts';
import { BrokenLink } from './link-panel.tsx';
import { resetPassword } from './use-recovery.ts';

/** A new password by the link of a message. */
export function ResetPanel({ onDone }: { onDone: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const token = useLinkToken('reset-password');
  const [newPassword, setNewPassword] = useState('');
  const form = useForm({
    schema: ResetPasswordInput,
    send: (input) => resetPassword(slug, input.token, input.newPassword),
    fieldOf: passwordRefusals('newPassword'),
    onDone,
  });
  const another = (
    <Button asChild size="lg">
      <Link to="/$tenant/forgot-password" params={{ tenant: slug }}>
        {t('reset.another')}
      </Link>
    </Button>
  );
  if (token === null) return <BrokenLink>{another}</BrokenLink>;
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ token, newPassword });
      }}
    >
      <header>
        <h1 className="text-2xl font-semibold text-ink sm:text-3xl">{t('reset.title')}</h1>
        <p className="mt-2 text-base text-muted">{t('reset.lead')}</p>
      </header>
      {form.message && (
        <Alert tone="danger" action={another}>
          {form.message}
        </Alert>
      )}
      <NewPassword
        person={null}
        value={newPassword}
        onValueChange={(value) => {
          setNewPassword(value);
          form.clear();
        }}
        error={form.errorOf('newPassword')}
      />
      <p className="text-sm text-muted">{t('password.shorter')}</p>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('reset.submit')}
      </Button>
    </form>
  );
}
