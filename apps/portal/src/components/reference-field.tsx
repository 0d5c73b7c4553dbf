import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useTexts } from '../lib/texts.ts';

/** What is said of a transfer, to both sides. */
export function ReferenceField({
  value,
  error,
  size = 'lg',
  onValueChange,
}: {
  value: string;
  error: string | undefined;
  size?: 'lg' | 'xl';
  onValueChange: (value: string) => void;
}) {
  const { t } = useTexts();
  return (
    <Field
      isOptional
      optionalWord={t('general.optional')}
      label={t('send.amount.reference')}
      hint={t('send.amount.referenceHint')}
      error={error}
    >
      {(control) => (
        <Input
          {...control}
          size={size}
          autoComplete="off"
          maxLength={140}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
        />
      )}
    </Field>
  );
}
