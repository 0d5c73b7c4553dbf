import type { Country } from '@freehold/core-contracts/tenants';
import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useTexts } from '../../lib/texts.ts';
import { listDialEntries, splitPhone } from './phone-number.ts';

export type PhoneParts = { countryCode: string; number: string };

type PhoneFieldProps = {
  countries: readonly Country[];
  value: PhoneParts;
  onValueChange: (value: PhoneParts) => void;
  error: string | undefined;
};

/** A number with its country's prefix; pasting an international number sets the prefix too. */
export function PhoneField({ countries, value, onValueChange, error }: PhoneFieldProps) {
  const { t, locale } = useTexts();
  const entries = useMemo(() => listDialEntries(countries), [countries]);
  const options = useMemo(() => {
    const names = new Map(
      countries.map((each) => [each.code, locale === 'fr' ? each.nameFr : each.nameEn]),
    );
    const order = new Intl.Collator(locale);
    return entries
      .map(({ code, prefix }) => ({ code, text: `${names.get(code) ?? code} (+${prefix})` }))
      .toSorted((a, b) => order.compare(a.text, b.text));
  }, [countries, entries, locale]);
  const prefix = entries.find(({ code }) => code === value.countryCode)?.prefix;
  const change = (typed: string) => {
    const isInternational = /^(\+|00)\d{4}/u.test(typed.replaceAll(/[\s()-]/gu, ''));
    const split = isInternational ? splitPhone(typed, entries, value.countryCode) : null;
    onValueChange(
      split ? { countryCode: split.code, number: split.rest } : { ...value, number: typed },
    );
  };
  return (
    <Field label={t('signUp.phone.label')} error={error}>
      {(control) => (
        <div className="flex gap-2.5">
          {/* The list is the browser's own, laid invisibly over what it has chosen. */}
          <span className="numeric relative flex h-12 shrink-0 items-center gap-1.5 rounded-md border border-control-line bg-surface pr-2.5 pl-3.5 text-lg text-ink shadow-xs focus-within:outline-2 focus-within:outline-accent">
            +{prefix}
            <ChevronDown aria-hidden className="size-4 text-subtle" />
            <select
              aria-label={t('signUp.phone.prefix')}
              autoComplete="tel-country-code"
              value={value.countryCode}
              onChange={(event) => onValueChange({ ...value, countryCode: event.target.value })}
              className="absolute inset-0 w-full cursor-pointer text-base opacity-0"
            >
              {options.map(({ code, text }) => (
                <option key={code} value={code}>
                  {text}
                </option>
              ))}
            </select>
          </span>
          <Input
            {...control}
            size="xl"
            type="tel"
            name="tel-national"
            inputMode="tel"
            autoComplete="tel-national"
            className="numeric min-w-0 flex-1"
            value={value.number}
            onChange={(event) => change(event.target.value)}
          />
        </div>
      )}
    </Field>
  );
}
