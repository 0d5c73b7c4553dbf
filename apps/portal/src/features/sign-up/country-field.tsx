import type { Country } from '@freehold/core-contracts/tenants';
import { useMemo } from 'react';
import { Field } from '@freehold/ui/field';
import { Combobox } from '../../components/combobox.tsx';
import { useTexts } from '../../lib/texts.ts';

type CountryFieldProps = {
  countries: readonly Country[];
  value: string;
  onValueChange: (code: string) => void;
  error: string | undefined;
};

/** A country by its name in the language in use. */
export function CountryField({ countries, value, onValueChange, error }: CountryFieldProps) {
  const { t, locale } = useTexts();
  const options = useMemo(() => {
    const order = new Intl.Collator(locale);
    return countries
      .map(({ code, nameEn, nameFr }) => ({
        value: code,
        label: locale === 'fr' ? nameFr : nameEn,
        detail: code,
      }))
      .toSorted((a, b) => order.compare(a.label, b.label));
  }, [countries, locale]);
  return (
    <Field label={t('signUp.name.country')} error={error}>
      {(control) => (
        <Combobox
          {...control}
          label={t('signUp.name.country')}
          name="country"
          autoComplete="country-name"
          placeholder={t('signUp.name.countrySearch')}
          options={options}
          value={value}
          onValueChange={onValueChange}
          emptyText={t('signUp.name.countryNone')}
          countText={(count) => t('signUp.name.countryCount', { count })}
        />
      )}
    </Field>
  );
}
