import { SetRegistrationNameInput } from '@freehold/core-contracts/registration';
import { useState } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { CountryField } from './country-field.tsx';
import type { ScreenProps } from './screen-props.ts';
import { StepScreen } from './step-screen.tsx';
import { useCountries } from './use-registration.ts';
import { useForm } from '../../lib/use-form.ts';

const NameAnswer = SetRegistrationNameInput.omit({ handle: true });

/** Name and country. */
export function NameScreen({ view, actions, isFocused, onDone, onBack }: ScreenProps) {
  const { t } = useTexts();
  const countries = useCountries(useTenant().slug);
  const [answer, setAnswer] = useState({
    firstName: view.firstName ?? '',
    lastName: view.lastName ?? '',
    countryCode: view.countryCode ?? '',
  });
  const form = useForm({
    schema: NameAnswer,
    send: actions.setName,
    fieldOf: { 'registration.country_unknown': 'countryCode' },
    onDone,
  });
  const change = (part: Partial<typeof answer>) => {
    setAnswer((previous) => ({ ...previous, ...part }));
    form.clear();
  };
  const texts = [
    { field: 'firstName', label: t('signUp.name.first'), autoComplete: 'given-name' },
    { field: 'lastName', label: t('signUp.name.last'), autoComplete: 'family-name' },
  ] as const;
  return (
    <StepScreen
      title={t('signUp.name.title')}
      lead={t('signUp.name.lead')}
      message={form.message}
      refusals={form.refusals}
      isBusy={form.isBusy}
      isFocused={isFocused}
      onSubmit={() => form.submit(answer)}
      onBack={onBack}
    >
      {texts.map(({ field, label, autoComplete }) => (
        <Field key={field} label={label} error={form.errorOf(field)}>
          {(control) => (
            <Input
              {...control}
              size="xl"
              name={autoComplete}
              autoComplete={autoComplete}
              spellCheck={false}
              value={answer[field]}
              onChange={(event) => change({ [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {countries.isError ? (
        <Alert
          tone="danger"
          action={
            <Button size="sm" onClick={() => void countries.refetch()}>
              {t('general.retry')}
            </Button>
          }
        >
          {t('signUp.name.countriesError')}
        </Alert>
      ) : (
        <CountryField
          countries={countries.data ?? []}
          value={answer.countryCode}
          onValueChange={(countryCode) => change({ countryCode })}
          error={form.errorOf('countryCode')}
        />
      )}
    </StepScreen>
  );
}
