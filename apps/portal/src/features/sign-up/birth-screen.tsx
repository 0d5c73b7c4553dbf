import { Gender } from '@freehold/core-contracts/enums';
import { SetRegistrationBirthInput } from '@freehold/core-contracts/registration';
import { useId, useState } from 'react';
import { FieldError } from '@freehold/ui/field';
import { RadioGroup } from '@freehold/ui/radio';
import { z } from 'zod';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { joinDate, splitDate } from './birth-date.ts';
import { BirthFields } from './birth-fields.tsx';
import type { ScreenProps } from './screen-props.ts';
import { StepScreen } from './step-screen.tsx';
import { useForm } from '../../lib/use-form.ts';

const BirthAnswer = SetRegistrationBirthInput.omit({ handle: true }).extend({
  dateOfBirth: z
    .string()
    .min(1, { error: 'required' })
    .pipe(z.iso.date({ error: 'date' })),
  gender: z.enum(Gender.options, { error: 'gender' }),
});

/** Date of birth and gender. */
export function BirthScreen({ view, actions, isFocused, onDone, onBack }: ScreenProps) {
  const { t } = useTexts();
  const { minimumAgeYears } = useTenant();
  const genderId = useId();
  const [date, setDate] = useState(() => splitDate(view.dateOfBirth));
  const [gender, setGender] = useState<string>(view.gender ?? '');
  const form = useForm({
    schema: BirthAnswer,
    send: actions.setBirth,
    fieldOf: {
      'registration.too_young': 'dateOfBirth',
      'registration.date_in_future': 'dateOfBirth',
      'registration.date_too_early': 'dateOfBirth',
    },
    onDone,
  });
  const genderError = form.errorOf('gender');
  return (
    <StepScreen
      title={t('signUp.birth.title')}
      lead={t('signUp.birth.lead', { years: minimumAgeYears })}
      message={form.message}
      refusals={form.refusals}
      isBusy={form.isBusy}
      isFocused={isFocused}
      onSubmit={() => form.submit({ dateOfBirth: joinDate(date), gender })}
      onBack={onBack}
    >
      <BirthFields
        value={date}
        onValueChange={(part) => {
          setDate((previous) => ({ ...previous, ...part }));
          form.clear();
        }}
        error={form.errorOf('dateOfBirth')}
      />
      <div>
        <p id={genderId} className="mb-2 text-sm font-medium text-ink">
          {t('signUp.birth.gender')}
        </p>
        <RadioGroup
          aria-labelledby={genderId}
          {...(genderError ? { 'aria-describedby': `${genderId}-error` } : {})}
          look="boxed"
          className="grid-cols-2 gap-2.5 max-[400px]:grid-cols-1"
          value={gender}
          onValueChange={(value) => {
            setGender(value);
            form.clear();
          }}
          options={Gender.options.map((value) => ({ value, label: t(`signUp.birth.${value}`) }))}
        />
        {genderError && (
          <FieldError id={`${genderId}-error`} className="mt-2">
            {genderError}
          </FieldError>
        )}
      </div>
    </StepScreen>
  );
}
