import { SetRegistrationPasswordInput } from '@freehold/core-contracts/registration';
import { useState } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { useTexts } from '../../lib/texts.ts';
import { passwordRefusals } from '../../lib/password-guidance.ts';
import { NewPassword } from '../../components/new-password.tsx';
import type { ScreenProps } from './screen-props.ts';
import { StepScreen } from './step-screen.tsx';
import { useForm } from '../../lib/use-form.ts';

const PasswordAnswer = SetRegistrationPasswordInput.pick({ password: true });

/** The password, with its rules beside it. */
export function PasswordScreen({ view, actions, isFocused, onDone, onBack }: ScreenProps) {
  const { t } = useTexts();
  const [password, setPassword] = useState('');
  const form = useForm({
    schema: PasswordAnswer,
    send: ({ password }) => actions.setPassword(password),
    fieldOf: passwordRefusals('password'),
    onDone,
  });
  return (
    <StepScreen
      title={t('signUp.password.title')}
      lead={t('signUp.password.lead')}
      message={form.message}
      refusals={form.refusals}
      isBusy={form.isBusy}
      isFocused={isFocused}
      onSubmit={() => form.submit({ password })}
      onBack={onBack}
    >
      {view.hasPassword && (
        <Alert
          tone="success"
          action={
            <Button size="sm" onClick={onDone}>
              {t('signUp.keep')}
            </Button>
          }
        >
          {t('signUp.password.kept')}
        </Alert>
      )}
      {/* Password managers file the password under this name. */}
      <input
        type="text"
        hidden
        readOnly
        name="username"
        autoComplete="username"
        value={view.email}
      />
      <NewPassword
        label={t('signUp.password.label')}
        person={view}
        value={password}
        onValueChange={(value) => {
          setPassword(value);
          form.clear();
        }}
        error={form.errorOf('password')}
      />
    </StepScreen>
  );
}
