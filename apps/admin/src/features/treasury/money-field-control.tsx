import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import type { MoneyField } from './money-fields.ts';

export type MoneyFieldControlProps = {
  field: MoneyField;
  text: string;
  isReadOnly: boolean;
  currencyCode: string | undefined;
  error: string | undefined;
  onTextChange: (text: string) => void;
};

/** One setting of money with its unit. */
export function MoneyFieldControl(props: MoneyFieldControlProps) {
  const { field, text, isReadOnly, error, currencyCode, onTextChange } = props;
  const unit = field.kind === 'amount' ? currencyCode : field.kind === 'rate' ? '%' : field.unit;
  return (
    <Field label={field.label} hint={field.hint} error={error}>
      {(control) => (
        <span className="flex items-center gap-2 text-sm text-muted">
          <Input
            {...control}
            inputMode={field.kind === 'count' ? 'numeric' : 'decimal'}
            autoComplete="off"
            className={field.kind === 'count' ? 'numeric max-w-24' : 'numeric max-w-44'}
            disabled={isReadOnly}
            maxLength={40}
            value={text}
            onChange={(event) => onTextChange(event.target.value)}
          />
          <span className="min-w-0">{unit}</span>
        </span>
      )}
    </Field>
  );
}
