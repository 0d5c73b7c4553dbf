import { Link } from '@tanstack/react-router';
import {
  StartRegistrationInput,
  type RegistrationView,
} from '@freehold/core-contracts/registration';
import { useState } from 'react';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import type { ScreenProps } from './screen-props.ts';
import { StepScreen } from './step-screen.tsx';
import { useForm } from '../../lib/use-form.ts';

type EmailScreenProps = Omit<ScreenProps, 'view'> & { view: RegistrationView | null };

/** The address, given for the first time or corrected. */
export function EmailScreen({ view, actions, isFocused, onDone, onBack }: EmailScreenProps) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const [email, setEmail] = useState(view?.email ?? '');
  const form = useForm({
    schema: StartRegistrationInput,
    send: async (input) => {
      if (!view) await actions.start(input);
      else if (input.email !== view.email) await actions.changeEmail(input.email);
    },
    fieldOf: { 'registration.email_disposable': 'email' },
    onDone,
  });
  const isChange = view !== null;
  return (
    <StepScreen
      title={t(isChange ? 'signUp.email.changeTitle' : 'signUp.email.title')}
      lead={t(isChange ? 'signUp.email.changeLead' : 'signUp.email.lead')}
      message={form.message}
      refusals={form.refusals}
      isBusy={form.isBusy}
      submitLabel={
        isChange && email.trim().toLowerCase() === view.email
          ? t('signUp.keep')
          : t('signUp.email.submit')
      }
      isFocused={isFocused}
      onSubmit={() => form.submit({ email, locale })}
      onBack={onBack}
      foot={
        !isChange && (
          <p className="text-sm text-muted">
            {t('signUp.haveAccount')}{' '}
            <Link
              to="/$tenant/sign-in"
              params={{ tenant: slug }}
              className="rounded-sm font-medium text-accent-ink underline underline-offset-3"
            >
              {t('nav.signIn')}
            </Link>
          </p>
        )
      }
    >
      <Field label={t('signUp.email.label')} error={form.errorOf('email')}>
        {(control) => (
          <Input
            {...control}
            size="xl"
            type="email"
            name="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="off"
            spellCheck={false}
            value={email}
            onChange={(event) => {
              setEmail(event.target.value);
              form.clear();
            }}
          />
        )}
      </Field>
    </StepScreen>
  );
}
