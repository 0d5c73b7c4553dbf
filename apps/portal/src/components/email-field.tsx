import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useTexts } from '../lib/texts.ts';

type EmailFieldProps = {
  value: string;
  onValueChange: (value: string) => void;
  error: string | undefined;
  label?: string;
  /** `username` where one signs in, `email` for one's own, `off` for somebody else's. */
  autoComplete: 'username' | 'email' | 'off';
  isFocused?: boolean;
};

/** An e-mail address, with the keyboard of a phone that fits it. */
export function EmailField(props: EmailFieldProps) {
  const { value, onValueChange, error, label, autoComplete, isFocused = false } = props;
  const { t } = useTexts();
  return (
    <Field label={label ?? t('signIn.email')} error={error}>
      {(control) => (
        <Input
          {...control}
          autoFocus={isFocused}
          size="xl"
          type="email"
          name="email"
          inputMode="email"
          autoComplete={autoComplete}
          autoCapitalize="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
        />
      )}
    </Field>
  );
}
