import { useId, useMemo } from 'react';
import { FieldError, Label } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { useTexts } from '../../lib/texts.ts';
import { monthNames, type DateParts } from './birth-date.ts';

type BirthFieldsProps = {
  value: DateParts;
  onValueChange: (part: Partial<DateParts>) => void;
  error: string | undefined;
};

/** A date of birth in three fields: typed faster than any calendar is searched. */
export function BirthFields({ value, onValueChange, error }: BirthFieldsProps) {
  const { t, locale } = useTexts();
  const id = useId();
  const months = useMemo(
    () => monthNames(locale).map((label, index) => ({ value: String(index + 1), label })),
    [locale],
  );
  const marks = error ? ({ 'aria-invalid': true, 'aria-describedby': `${id}-error` } as const) : {};
  const digits = { size: 'xl', inputMode: 'numeric', className: 'numeric', ...marks } as const;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-medium text-ink">{t('signUp.birth.date')}</legend>
      <div className="grid grid-cols-[4.5rem_1fr_6rem] gap-2.5 max-[400px]:grid-cols-[3.75rem_1fr_5rem]">
        <Label htmlFor={`${id}-day`} className="text-xs font-normal text-muted">
          {t('signUp.birth.day')}
        </Label>
        <Label htmlFor={`${id}-month`} className="text-xs font-normal text-muted">
          {t('signUp.birth.month')}
        </Label>
        <Label htmlFor={`${id}-year`} className="text-xs font-normal text-muted">
          {t('signUp.birth.year')}
        </Label>
        <Input
          {...digits}
          id={`${id}-day`}
          maxLength={2}
          autoComplete="bday-day"
          value={value.day}
          onChange={(event) => onValueChange({ day: event.target.value })}
        />
        <Select
          {...marks}
          id={`${id}-month`}
          size="xl"
          autoComplete="bday-month"
          placeholder=""
          options={months}
          value={value.month}
          onValueChange={(month) => onValueChange({ month })}
        />
        <Input
          {...digits}
          id={`${id}-year`}
          maxLength={4}
          autoComplete="bday-year"
          value={value.year}
          onChange={(event) => onValueChange({ year: event.target.value })}
        />
      </div>
      {error && (
        <FieldError id={`${id}-error`} className="mt-2">
          {error}
        </FieldError>
      )}
    </fieldset>
  );
}
