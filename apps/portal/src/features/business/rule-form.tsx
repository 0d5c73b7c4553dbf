import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import {
  mostRules,
  SetRulesInput,
  type BusinessAccountDetail,
} from '@freehold/core-contracts/business';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { readAmount } from '../../lib/amount-text.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { BandFields, type Band } from './band-fields.tsx';
import { GrantReason, noticeOf } from './grant-reason.tsx';
import { toWhole } from './signatory-form.tsx';
import { businessActs, moneyKeys } from './use-business.ts';

const noBand: Omit<Band, 'key'> = {
  fromAmount: '',
  minimumApprovers: '1',
  minimumWeight: '1',
  requiredRole: '',
  isInitiatorCounted: false,
};

function bandsOf({ rules }: BusinessAccountDetail): Band[] {
  return rules.map((rule, index) => ({
    key: String(index),
    fromAmount: rule.fromAmount,
    minimumApprovers: String(rule.minimumApprovers),
    minimumWeight: String(rule.minimumWeight),
    requiredRole: rule.requiredRole ?? '',
    isInitiatorCounted: rule.isInitiatorCounted,
  }));
}

type RuleFormProps = { account: BusinessAccountDetail; onDone: () => void };

/** The bands as they are typed, and sending all of them at once. */
function useBands({ account, onDone }: RuleFormProps) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const [bands, setBands] = useState(() => bandsOf(account));
  const [hours, setHours] = useState(String(account.approvalTtlHours));
  const [reason, setReason] = useState('');
  const form = useForm({
    schema: SetRulesInput,
    send: businessActs(slug).setRules,
    renews: moneyKeys(slug),
    notice: noticeOf('business.rulesChanged'),
    onDone,
  });
  return {
    form,
    bands,
    hours,
    setHours,
    reason,
    setReason,
    add: () => setBands((old) => [...old, { ...noBand, key: crypto.randomUUID() }]),
    remove: (key: string) => setBands((old) => old.filter((band) => band.key !== key)),
    errorOf: (index: number, field: string) => {
      const said = form.errorOf(`rules.${index}.${field}`);
      if (said === undefined || field !== 'fromAmount') return said;
      // Zero or an amount: what a union says of neither is not about either.
      return t(bands[index]?.fromAmount === '' ? 'field.required' : 'field.amount_format');
    },
    change: (key: string, part: Partial<Band>) =>
      setBands((old) => old.map((band) => (band.key === key ? { ...band, ...part } : band))),
    submit: () =>
      form.submit({
        businessAccountId: account.id,
        version: account.version,
        approvalTtlHours: toWhole(hours),
        ...(reason.trim() === '' ? {} : { reason }),
        rules: bands.map((band) => ({
          fromAmount: band.fromAmount === '0' ? '0' : readAmount(band.fromAmount, locale),
          minimumApprovers: toWhole(band.minimumApprovers),
          minimumWeight: toWhole(band.minimumWeight),
          requiredRole: band.requiredRole === '' ? null : band.requiredRole,
          isInitiatorCounted: band.isInitiatorCounted,
        })),
      }),
  };
}

function HoursField({
  value,
  error,
  onValueChange,
}: {
  value: string;
  error: string | undefined;
  onValueChange: (value: string) => void;
}) {
  const { t } = useTexts();
  return (
    <Field label={`${t('business.ttl')} (${t('business.hours')})`} error={error}>
      {(control) => (
        <Input
          {...control}
          size="lg"
          inputMode="numeric"
          autoComplete="off"
          maxLength={3}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** All bands of an account at once; they take the place of those there were. */
export function RuleForm(props: RuleFormProps) {
  const { t } = useTexts();
  const { form, bands, add, remove, change, submit, errorOf, ...typed } = useBands(props);
  const { hours, setHours, reason, setReason } = typed;
  const message = form.message ?? form.errorOf('rules');
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {message && <Alert tone="danger">{message}</Alert>}
      {bands.map((band, index) => (
        <fieldset key={band.key} className="grid gap-4 rounded-lg border border-line p-4">
          <legend className="px-1 text-sm font-semibold text-ink">
            {t('business.bandNumber', { number: index + 1 })}
          </legend>
          <BandFields
            band={band}
            currencyCode={props.account.currencyCode}
            errorOf={(field) => errorOf(index, field)}
            onChange={(part) => change(band.key, part)}
          />
          {bands.length > 1 && (
            <Button
              variant="danger-outline"
              icon={<Trash2 aria-hidden />}
              className="justify-self-start"
              onClick={() => remove(band.key)}
            >
              {t('business.removeBand')}
            </Button>
          )}
        </fieldset>
      ))}
      {bands.length < mostRules && (
        <Button size="lg" icon={<Plus aria-hidden />} onClick={add}>
          {t('business.addBand')}
        </Button>
      )}
      <HoursField value={hours} error={form.errorOf('approvalTtlHours')} onValueChange={setHours} />
      <GrantReason value={reason} error={form.errorOf('reason')} onValueChange={setReason} />
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('general.save')}
      </Button>
    </form>
  );
}
