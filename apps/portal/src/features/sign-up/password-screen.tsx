import { SetRegistrationPasswordInput } from '@freehold/core-contracts/registration';
import { useId, useState } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { PasswordInput } from '@freehold/ui/input';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { guidePassword } from './password-guidance.ts';
import { PasswordRules } from './password-rules.tsx';
import type { ScreenProps } from './screen-props.ts';
import { StepScreen } from './step-screen.tsx';
import { useStepForm } from './use-step-form.ts';

const PasswordAnswer = SetRegistrationPasswordInput.pick({ password: true });

const inPassword = {
  'password.too_short': 'password',
  'password.too_common': 'password',
  'password.contains_personal': 'password',
};

/** The password, with its rules beside it. */
export function PasswordScreen({ view, actions, isFocused, onDone, onBack }: ScreenProps) {
  const { t } = useTexts();
  const tenant = useTenant();
  const rulesId = useId();
  const [password, setPassword] = useState('');
  const form = useStepForm({
    schema: PasswordAnswer,
    send: ({ password }) => actions.setPassword(password),
    fieldOf: inPassword,
    onDone,
  });
  const guidance = guidePassword(password, view, ['Freehold', tenant.name]);
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
      <Field label={t('signUp.password.label')} error={form.errorOf('password')}>
        {(control) => (
          <PasswordInput
            {...control}
            aria-describedby={[control['aria-describedby'], rulesId].filter(Boolean).join(' ')}
            size="xl"
            name="new-password"
            autoComplete="new-password"
            showLabel={t('signUp.password.show')}
            hideLabel={t('signUp.password.hide')}
            value={password}
            onChange={(event) => {
              setPassword(event.target.value);
              form.clear();
            }}
          />
        )}
      </Field>
      <PasswordRules id={rulesId} guidance={guidance} />
    </StepScreen>
  );
}
