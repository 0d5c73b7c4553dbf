import { HandCoins } from 'lucide-react';
import { useState } from 'react';
import { ApplyForLoanInput } from '@freehold/core-contracts/loans';
import type { OwnWallet } from '@freehold/core-contracts/wallets';
import { Alert } from '@freehold/ui/alert';
import { AmountField } from '@freehold/ui/amount-field';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Input, Textarea } from '@freehold/ui/input';
import { OpeningButton } from '../../components/opening-button.tsx';
import { readAmount } from '../../lib/amount-text.ts';
import { useOnce } from '../../lib/lost-answers.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { uuid7 } from '../../lib/uuid7.ts';
import { applyForLoan, useOwnWallets } from './use-loans.ts';

const Answers = ApplyForLoanInput.omit({ loanId: true });

function ApplyForm({ wallet, onDone }: { wallet: OwnWallet; onDone: () => void }) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const [amount, setAmount] = useState('');
  const [term, setTerm] = useState('12');
  const [purpose, setPurpose] = useState('');
  const once = useOnce(() => uuid7());
  const form = useForm({
    schema: Answers,
    send: (input) => once((loanId) => applyForLoan(slug, { ...input, loanId })),
    renews: [[slug, 'money', 'loans']],
    notice: 'loan.applied',
    onDone,
  });
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({
          walletId: wallet.id,
          amount: readAmount(amount, locale),
          termMonths: /^\d+$/u.test(term) ? Number(term) : Number.NaN,
          purpose,
        });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <AmountField
        hasAutoFocus
        size="xl"
        label={t('loan.amount')}
        currencyCode={wallet.currencyCode}
        value={amount}
        error={form.errorOf('amount')}
        onValueChange={setAmount}
      />
      <Field label={t('loan.term')} error={form.errorOf('termMonths')}>
        {(control) => (
          <Input
            {...control}
            size="xl"
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            value={term}
            onChange={(event) => setTerm(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('loan.purpose')} error={form.errorOf('purpose')}>
        {(control) => (
          <Textarea
            {...control}
            maxLength={500}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('loan.submit')}
      </Button>
    </form>
  );
}

/** Asking for a loan, for whoever has a wallet that it can be paid to. */
export function ApplyForLoan() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { data = [] } = useOwnWallets(slug);
  const [wallet] = data;
  if (!wallet) return null;
  return (
    <OpeningButton
      label={t('loan.apply')}
      icon={<HandCoins aria-hidden />}
      description={t('loan.applyLead')}
    >
      {(close) => <ApplyForm wallet={wallet} onDone={close} />}
    </OpeningButton>
  );
}
