import { useId } from 'react';
import { Field } from '@freehold/ui/field';
import { PasswordInput } from '@freehold/ui/input';
import { guidePassword, minimumLength, type Person } from '../lib/password-guidance.ts';
import { useTenant } from '../lib/tenant.tsx';
import { useTexts } from '../lib/texts.ts';
import { PasswordRules } from './password-rules.tsx';

type NewPasswordProps = {
  value: string;
  onValueChange: (value: string) => void;
  error: string | undefined;
  /** Whose password it will be; null where that is not known here. */
  person: Person | null;
  minimum?: number;
  label?: string;
};

const nobody: Person = { firstName: null, lastName: null, email: '' };

/** A new password, with the rules of the service beside it while it is typed. */
export function NewPassword(props: NewPasswordProps) {
  const { value, onValueChange, error, person, minimum = minimumLength, label } = props;
  const { t } = useTexts();
  const tenant = useTenant();
  const rulesId = useId();
  const guidance = guidePassword(value, person ?? nobody, ['Freehold', tenant.name], minimum);
  return (
    <>
      <Field label={label ?? t('password.new')} error={error}>
        {(control) => (
          <PasswordInput
            {...control}
            aria-describedby={[control['aria-describedby'], rulesId].filter(Boolean).join(' ')}
            size="xl"
            name="new-password"
            autoComplete="new-password"
            showLabel={t('signUp.password.show')}
            hideLabel={t('signUp.password.hide')}
            value={value}
            onChange={(event) => onValueChange(event.target.value)}
          />
        )}
      </Field>
      <PasswordRules id={rulesId} guidance={guidance} isPersonKnown={person !== null} />
    </>
  );
}
