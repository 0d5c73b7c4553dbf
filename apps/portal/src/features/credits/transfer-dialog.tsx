import { Send } from 'lucide-react';
import { useState } from 'react';
import { TransferCreditsInput } from '@freehold/core-contracts/credits';
import { type OrganizationDetail } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { formatCount } from '@freehold/ui/formats';
import { Input, Textarea } from '@freehold/ui/input';
import { OpeningButton } from '../../components/opening-button.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { transferCredits } from './use-credits.ts';

type TransferProps = { organization: OrganizationDetail; onDone: () => void };

const inFields = {
  'entity.not_found': 'toSlug',
  'credits.same_organization': 'toSlug',
  'credits.insufficient': 'amount',
};

function useTransfer(organizationId: string, onDone: () => void) {
  const { slug } = useTenant();
  // One form, one transfer: pressing twice, or again after the network failed, moves the credits once.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useForm({
    schema: TransferCreditsInput,
    send: (input) => transferCredits(slug, input),
    fieldOf: inFields,
    renews: [
      [slug, 'organization', organizationId],
      [slug, 'organizations'],
    ],
    notice: 'credits.sent',
    onDone,
  });
  return { form, idempotencyKey };
}

function TransferForm({ organization, onDone }: TransferProps) {
  const { t, locale } = useTexts();
  const { id: organizationId, scanCredits } = organization;
  const [toSlug, setToSlug] = useState('');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const { form, idempotencyKey } = useTransfer(organizationId, onDone);
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const whole = amount.trim() === '' ? Number.NaN : Number(amount);
        form.submit({ organizationId, toSlug, amount: whole, reason, idempotencyKey });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label={t('credits.to')} hint={t('credits.toHint')} error={form.errorOf('toSlug')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            size="lg"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={40}
            value={toSlug}
            onChange={(event) => setToSlug(event.target.value.trim().toLowerCase())}
          />
        )}
      </Field>
      <Field
        label={t('credits.amount')}
        hint={t('credits.available', { amount: formatCount(scanCredits, locale) })}
        error={form.errorOf('amount')}
      >
        {(control) => (
          <Input
            {...control}
            size="lg"
            inputMode="numeric"
            autoComplete="off"
            className="numeric"
            value={amount}
            onChange={(event) => setAmount(event.target.value.replaceAll(/\D/gu, '').slice(0, 10))}
          />
        )}
      </Field>
      <Field label={t('credits.reason')} error={form.errorOf('reason')}>
        {(control) => (
          <Textarea
            {...control}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('credits.send')}
      </Button>
    </form>
  );
}

/** Giving credits to another organization. */
export function TransferCredits({ organization }: { organization: OrganizationDetail }) {
  const { t } = useTexts();
  return (
    <OpeningButton
      label={t('credits.transfer')}
      icon={<Send aria-hidden />}
      description={t('credits.transferLead')}
      isDisabled={organization.scanCredits === 0}
    >
      {(close) => <TransferForm organization={organization} onDone={close} />}
    </OpeningButton>
  );
}
