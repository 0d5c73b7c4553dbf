import type { GeneralSettings } from '@freehold/core-contracts/tenants';
import { CheckboxField } from '@freehold/ui/checkbox';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import type { SettingField } from './setting-fields.ts';

export type SettingControlProps = {
  field: SettingField;
  settings: GeneralSettings;
  isReadOnly: boolean;
  error: string | undefined;
  onChange: (settings: GeneralSettings) => void;
};

/** One setting as its kind wants to be changed. */
export function SettingControl(props: SettingControlProps) {
  const { field, settings, isReadOnly, error, onChange } = props;
  if (field.kind === 'switch') {
    return (
      <CheckboxField
        label={field.label}
        hint={field.hint}
        checked={settings[field.name]}
        disabled={isReadOnly}
        onCheckedChange={(isChecked) => onChange({ ...settings, [field.name]: isChecked })}
      />
    );
  }
  return (
    <Field label={field.label} hint={field.hint} error={error}>
      {(control) => {
        if (field.kind === 'choice') {
          return (
            <Select
              {...control}
              className="max-w-64"
              disabled={isReadOnly}
              value={settings[field.name]}
              onValueChange={(value) => onChange({ ...settings, [field.name]: value })}
              options={field.options}
            />
          );
        }
        if (field.kind === 'text') {
          return (
            <Input
              {...control}
              className="max-w-40"
              disabled={isReadOnly}
              maxLength={8}
              value={settings[field.name]}
              onChange={(event) =>
                onChange({ ...settings, [field.name]: event.target.value.toUpperCase() })
              }
            />
          );
        }
        return (
          <span className="flex items-center gap-2 text-sm text-muted">
            <Input
              {...control}
              type="number"
              inputMode="numeric"
              className="numeric max-w-32"
              disabled={isReadOnly}
              min={field.min}
              max={field.max}
              value={Number.isNaN(settings[field.name]) ? '' : settings[field.name]}
              onChange={(event) =>
                onChange({ ...settings, [field.name]: event.target.valueAsNumber })
              }
            />
            {field.unit}
          </span>
        );
      }}
    </Field>
  );
}
