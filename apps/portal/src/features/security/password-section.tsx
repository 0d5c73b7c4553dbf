import { useState } from 'react';
import { ChangePasswordInput, type SecurityView } from '@freehold/core-contracts/security';
import type { SessionView } from '@freehold/core-contracts/session';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { PasswordInput } from '@freehold/ui/input';
import { Moment } from '../../components/moment.tsx';
import { NewPassword } from '../../components/new-password.tsx';
import { Section } from '../../components/section.tsx';
import { passwordRefusals } from '../../lib/password-guidance.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { securityActs, securityKeys } from './use-security.ts';

type PasswordProps = { view: SecurityView; user: SessionView['user'] };

const inFields = {
  'password.wrong': 'currentPassword',
  ...passwordRefusals('newPassword'),
};

function PasswordForm({ view, user, onDone }: PasswordProps & { onDone: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const form = useForm({
    schema: ChangePasswordInput,
    send: securityActs(slug).changePassword,
    fieldOf: inFields,
    renews: securityKeys(slug),
    notice: 'password.changed',
    onDone,
  });
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ currentPassword, newPassword });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      {/* Password managers file the password under this name. */}
      <input
        type="text"
        hidden
        readOnly
        name="username"
        autoComplete="username"
        value={user.email}
      />
      <Field label={t('password.current')} error={form.errorOf('currentPassword')}>
        {(control) => (
          <PasswordInput
            {...control}
            autoFocus
            size="xl"
            autoComplete="current-password"
            showLabel={t('signUp.password.show')}
            hideLabel={t('signUp.password.hide')}
            value={currentPassword}
            onChange={(event) => setCurrentPassword(event.target.value)}
          />
        )}
      </Field>
      <NewPassword
        person={user}
        minimum={view.minimumPasswordLength}
        value={newPassword}
        onValueChange={setNewPassword}
        error={form.errorOf('newPassword')}
      />
      <p className="text-sm text-muted">{t('password.consequence')}</p>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('password.submit')}
      </Button>
    </form>
  );
}

/** The password: since when it is in use, and another one. */
export function PasswordSection(props: PasswordProps) {
  const { t } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const { passwordChangedAt } = props.view;
  return (
    <Section
      title={t('password.title')}
      lead={
        passwordChangedAt ? (
          <>
            {t('password.changedAt')} <Moment value={passwordChangedAt} look="day" />
          </>
        ) : (
          t('password.neverChanged')
        )
      }
      action={
        <Button size="lg" onClick={() => setIsOpen(true)}>
          {t('password.change')}
        </Button>
      }
    >
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={t('password.change')}
        closeLabel={t('general.close')}
      >
        <PasswordForm {...props} onDone={() => setIsOpen(false)} />
      </Dialog>
    </Section>
  );
}
