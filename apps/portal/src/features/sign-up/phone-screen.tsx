import {
  SetRegistrationPhoneInput,
  type RegistrationView,
} from '@freehold/core-contracts/registration';
import type { Country } from '@freehold/core-contracts/tenants';
import { useState } from 'react';
import { PageSkeleton, LoadFailure } from '../../components/page-states.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { PhoneField, type PhoneParts } from './phone-field.tsx';
import { joinPhone, listDialEntries, splitPhone } from './phone-number.ts';
import type { ScreenProps } from './screen-props.ts';
import { StepScreen } from './step-screen.tsx';
import { useCountries } from './use-registration.ts';
import { useForm } from '../../lib/use-form.ts';

const PhoneAnswer = SetRegistrationPhoneInput.pick({ phone: true });

function firstParts(
  { phone, countryCode }: RegistrationView,
  countries: readonly Country[],
): PhoneParts {
  const entries = listDialEntries(countries);
  const known = phone === null ? null : splitPhone(phone, entries, countryCode);
  if (known) return { countryCode: known.code, number: known.rest };
  const home = entries.find(({ code }) => code === countryCode) ?? entries[0];
  return { countryCode: home?.code ?? '', number: '' };
}

function PhoneForm({ countries, ...props }: ScreenProps & { countries: readonly Country[] }) {
  const { view, actions, isFocused, onDone, onBack } = props;
  const { t } = useTexts();
  const [parts, setParts] = useState(() => firstParts(view, countries));
  const form = useForm({
    schema: PhoneAnswer,
    send: ({ phone }) => actions.setPhone(phone),
    fieldOf: { 'registration.phone_invalid': 'phone' },
    onDone,
  });
  const submit = () => {
    const prefix = listDialEntries(countries).find(
      ({ code }) => code === parts.countryCode,
    )?.prefix;
    form.submit({ phone: joinPhone(prefix ?? '', parts.number) });
  };
  return (
    <StepScreen
      title={t('signUp.phone.title')}
      lead={t('signUp.phone.lead')}
      message={form.message}
      refusals={form.refusals}
      isBusy={form.isBusy}
      submitLabel={t('signUp.phone.submit')}
      isFocused={isFocused}
      onSubmit={submit}
      onBack={onBack}
    >
      <PhoneField
        countries={countries}
        value={parts}
        onValueChange={(value) => {
          setParts(value);
          form.clear();
        }}
        error={form.errorOf('phone')}
      />
    </StepScreen>
  );
}

/** The phone number; needs the countries first, for their prefixes. */
export function PhoneScreen(props: ScreenProps) {
  const countries = useCountries(useTenant().slug);
  if (countries.isError) {
    return <LoadFailure error={countries.error} onRetry={() => void countries.refetch()} />;
  }
  if (!countries.data) return <PageSkeleton />;
  return <PhoneForm {...props} countries={countries.data} />;
}
