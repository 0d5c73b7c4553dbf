import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import {
  CreateBusinessTransferInput,
  mostLegs,
  type BusinessAccountDetail,
} from '@freehold/core-contracts/business';
import { Alert } from '@freehold/ui/alert';
import { AmountField } from '@freehold/ui/amount-field';
import { Button, IconButton } from '@freehold/ui/button';
import { PageFrame } from '../../components/page-frame.tsx';
import type { Payee } from '../../components/payee-check.tsx';
import { ReferenceField } from '../../components/reference-field.tsx';
import { formatAmount, readAmount } from '../../lib/amount-text.ts';
import { availableOf } from '../../lib/available.ts';
import { useOnce } from '../../lib/lost-answers.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { uuid7 } from '../../lib/uuid7.ts';
import { AddReceiver } from './add-receiver.tsx';
import { TransferCost } from './transfer-cost.tsx';
import { businessActs, moneyKeys } from './use-business.ts';

type Leg = { payee: Payee; amount: string };

const Answers = CreateBusinessTransferInput.omit({ requestId: true });

function LegFields({
  leg,
  currencyCode,
  error,
  onAmount,
  onRemove,
}: {
  leg: Leg;
  currencyCode: string;
  error: string | undefined;
  onAmount: (amount: string) => void;
  onRemove: () => void;
}) {
  const { t } = useTexts();
  const { name } = leg.payee;
  return (
    <li className="flex items-start gap-3 rounded-lg border border-line p-4">
      <AmountField
        size="lg"
        className="min-w-0 flex-1"
        label={t('send.amount.to', { name })}
        currencyCode={currencyCode}
        value={leg.amount}
        error={error}
        onValueChange={onAmount}
      />
      <IconButton
        size="lg"
        className="mt-6"
        label={t('business.removeReceiver', { name })}
        icon={<Trash2 />}
        onClick={onRemove}
      />
    </li>
  );
}

/** Receivers, each once, with what each gets. */
function useLegs() {
  const [legs, setLegs] = useState<readonly Leg[]>([]);
  return {
    legs,
    add: (payee: Payee) =>
      setLegs((old) => [
        ...old.filter((leg) => leg.payee.walletId !== payee.walletId),
        { payee, amount: '' },
      ]),
    remove: (walletId: string) =>
      setLegs((old) => old.filter((leg) => leg.payee.walletId !== walletId)),
    give: (walletId: string, amount: string) =>
      setLegs((old) =>
        old.map((leg) => (leg.payee.walletId === walletId ? { ...leg, amount } : leg)),
      ),
  };
}

type NewTransferProps = {
  account: BusinessAccountDetail;
  onAsked: (transferId: string) => void;
};

/** The wish as it is typed, and asking for it, once. */
function useWish({ account, onAsked }: NewTransferProps) {
  const { locale } = useTexts();
  const { slug } = useTenant();
  const legs = useLegs();
  const [reference, setReference] = useState('');
  const once = useOnce(() => `portal-${uuid7()}`);
  const form = useForm({
    schema: Answers,
    send: (input) =>
      once(async (requestId) => {
        const { id } = await businessActs(slug).createTransfer({ ...input, requestId });
        onAsked(id);
      }),
    renews: moneyKeys(slug),
    notice: 'business.asked',
  });
  const text = reference.trim();
  const written = legs.legs.map(({ payee, amount }) => ({
    toWalletId: payee.walletId,
    amount: readAmount(amount, locale),
  }));
  const submit = () =>
    form.submit({
      businessAccountId: account.id,
      legs: written,
      ...(text ? { reference: text } : {}),
    });
  return { ...legs, written, reference, setReference, form, submit };
}

/** Asking for a transfer from a business account: to one or several, each confirmed by name. */
export function NewTransfer(props: NewTransferProps) {
  const { t, locale } = useTexts();
  const { form, submit, legs, written, add, remove, give, reference, setReference } =
    useWish(props);
  const { name, balance, heldBalance, currencyCode } = props.account;
  const available = formatAmount(availableOf(balance, heldBalance), currencyCode, locale);
  return (
    <PageFrame width="reading" title={t('business.send')} lead={t('business.sendLead', { name })}>
      <form
        noValidate
        className="grid gap-5 rounded-xl border border-line bg-surface p-5 shadow-xs sm:p-6"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {form.message && <Alert tone="danger">{form.message}</Alert>}
        {legs.length === 0 && form.errorOf('legs') && (
          <Alert tone="danger">{t('business.noReceivers')}</Alert>
        )}
        <p className="text-sm text-muted">{t('send.amount.available', { amount: available })}</p>
        {legs.length > 0 && (
          <ul aria-label={t('business.receiver')} className="grid gap-3">
            {legs.map((leg, index) => (
              <LegFields
                key={leg.payee.walletId}
                leg={leg}
                currencyCode={currencyCode}
                error={form.errorOf(`legs.${index}.amount`)}
                onAmount={(amount) => give(leg.payee.walletId, amount)}
                onRemove={() => remove(leg.payee.walletId)}
              />
            ))}
          </ul>
        )}
        {legs.length < mostLegs && <AddReceiver onPayee={add} />}
        <TransferCost account={props.account} legs={written} />
        <ReferenceField
          value={reference}
          error={form.errorOf('reference')}
          onValueChange={setReference}
        />
        <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
          {t('business.ask')}
        </Button>
      </form>
    </PageFrame>
  );
}
