import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { RequestEmailChangeInput } from '@freehold/core-contracts/security';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { EmptyState } from '@freehold/ui/states';
import { EmailField } from '../../components/email-field.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { securityActs, securityKeys } from './use-security.ts';

function EmailForm({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [newEmail, setNewEmail] = useState('');
  const [isSent, setIsSent] = useState(false);
  const form = useForm({
    schema: RequestEmailChangeInput,
    send: (input) => securityActs(slug).changeEmail(input.newEmail),
    fieldOf: {
      'email.unchanged': 'newEmail',
      'registration.email_disposable': 'newEmail',
    },
    renews: securityKeys(slug),
    onDone: () => setIsSent(true),
  });
  if (isSent) {
    return (
      <EmptyState
        className="py-6"
        icon={<MailCheck />}
        title={t('contact.emailSentTitle')}
        description={t('contact.emailSentText', { email: newEmail.trim() })}
        action={
          <Button size="lg" variant="primary" onClick={onClose}>
            {t('general.understood')}
          </Button>
        }
      />
    );
  }
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ newEmail });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <EmailField
        isFocused
        autoComplete="email"
        label={t('contact.newEmail')}
        value={newEmail}
        onValueChange={setNewEmail}
        error={form.errorOf('newEmail')}
      />
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('contact.sendLink')}
      </Button>
    </form>
  );
}

/** Another e-mail address: takes effect once the link sent to it was pressed. */
export function EmailDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('contact.changeEmail')}
      description={t('contact.emailLead')}
      closeLabel={t('general.close')}
    >
      <EmailForm onClose={onClose} />
    </Dialog>
  );
}
