import { SignatoryRole } from '@freehold/core-contracts/enums';
import { AmountField } from '@freehold/ui/amount-field';
import { CheckboxField } from '@freehold/ui/checkbox';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Select } from '@freehold/ui/select';
import { useTexts } from '../../lib/texts.ts';

/** A band as it is typed. */
export type Band = {
  key: string;
  fromAmount: string;
  minimumApprovers: string;
  minimumWeight: string;
  requiredRole: string;
  isInitiatorCounted: boolean;
};

/** What one band asks for. */
export function BandFields({
  band,
  currencyCode,
  errorOf,
  onChange,
}: {
  band: Band;
  currencyCode: string;
  errorOf: (field: string) => string | undefined;
  onChange: (part: Partial<Band>) => void;
}) {
  const { t } = useTexts();
  const figures = ['minimumApprovers', 'minimumWeight'] as const;
  return (
    <>
      <AmountField
        size="lg"
        label={t('business.bandFrom')}
        currencyCode={currencyCode}
        value={band.fromAmount}
        error={errorOf('fromAmount')}
        onValueChange={(fromAmount) => onChange({ fromAmount })}
      />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {figures.map((name) => (
          <Field key={name} label={t(`business.${name}`)} error={errorOf(name)}>
            {(control) => (
              <Input
                {...control}
                size="lg"
                inputMode="numeric"
                autoComplete="off"
                maxLength={6}
                value={band[name]}
                onChange={(event) => onChange({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Field label={t('business.requiredRole')} error={errorOf('requiredRole')}>
        {(control) => (
          <Select
            {...control}
            size="lg"
            value={band.requiredRole}
            placeholder={t('business.anyRole')}
            onValueChange={(requiredRole) => onChange({ requiredRole })}
            options={SignatoryRole.options.map((role) => ({
              value: role,
              label: t(`business.role.${role}`),
            }))}
          />
        )}
      </Field>
      <CheckboxField
        label={t('business.isInitiatorCounted')}
        checked={band.isInitiatorCounted}
        onCheckedChange={(isInitiatorCounted) => onChange({ isInitiatorCounted })}
      />
    </>
  );
}
