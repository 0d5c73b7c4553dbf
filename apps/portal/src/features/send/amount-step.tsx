import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { Amount as AmountText } from '@freehold/core-contracts/amounts';
import { SendMoneyInput, type TransferQuote } from '@freehold/core-contracts/transfers';
import type { OwnWallet } from '@freehold/core-contracts/wallets';
import { Alert } from '@freehold/ui/alert';
import { AmountField } from '@freehold/ui/amount-field';
import { Button } from '@freehold/ui/button';
import type { Payee } from '../../components/payee-check.tsx';
import { QuoteLines } from '../../components/quote-lines.tsx';
import { ReferenceField } from '../../components/reference-field.tsx';
import { WalletField } from '../../components/wallet-field.tsx';
import { formatAmount, readAmount } from '../../lib/amount-text.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { LimitList } from './limit-list.tsx';
import { StepFrame } from './step-frame.tsx';
import { quoteTransfer, useQuote } from './use-send.ts';

/** What is asked here, in the person's own writing. */
export type Draft = { fromWalletId: string; amount: string; reference: string };

type AmountStepProps = {
  payee: Payee;
  wallets: readonly OwnWallet[];
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onQuote: (quote: TransferQuote) => void;
  onBack: () => void;
};

const Answers = z.object({ amount: AmountText, reference: SendMoneyInput.shape.reference });

/** Which refusals of a quote are about the amount. */
const inAmount = {
  'transfer.insufficient_funds': 'amount',
  'transfer.limit_per_transfer': 'amount',
};

/** The quote of what is typed, and the one that is agreed to on going on. */
function useAnswers({ payee, draft, onQuote }: AmountStepProps) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const [uncovered, setUncovered] = useState<string | null>(null);
  const wallets = { fromWalletId: draft.fromWalletId, toWalletId: payee.walletId };
  const amount = readAmount(draft.amount, locale);
  const shown = useQuote(slug, { ...wallets, amount });
  const form = useForm({
    schema: Answers,
    send: async (input) => {
      const quote = await quoteTransfer(slug, { ...wallets, amount: input.amount });
      if (quote.isCovered) onQuote(quote);
      else setUncovered(draft.amount);
    },
    fieldOf: inAmount,
  });
  const reference = draft.reference.trim();
  return {
    form,
    quote: shown.data,
    submit: () => form.submit({ amount, ...(reference ? { reference } : {}) }),
    amountError:
      uncovered === draft.amount ? t('error.transfer.insufficient_funds') : form.errorOf('amount'),
  };
}

/** How much, what it costs and what may still be sent. */
export function AmountStep(props: AmountStepProps) {
  const { payee, wallets, draft, onDraft, onBack } = props;
  const { t, locale } = useTexts();
  const { form, quote, submit, amountError } = useAnswers(props);
  const wallet = wallets.find(({ id }) => id === draft.fromWalletId);
  const currencyCode = wallet?.currencyCode ?? '';
  return (
    <StepFrame
      step="amount"
      title={t('send.amount.title')}
      lead={t('send.amount.to', { name: payee.name })}
    >
      <form
        noValidate
        className="grid gap-5 rounded-xl border border-line bg-surface p-5 shadow-xs sm:p-6"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {form.message && <Alert tone="danger">{form.message}</Alert>}
        <WalletField
          label={t('send.amount.from')}
          wallets={wallets}
          value={draft.fromWalletId}
          onValueChange={(fromWalletId) => onDraft({ ...draft, fromWalletId })}
        />
        <AmountField
          size="xl"
          label={t('send.amount.label')}
          currencyCode={currencyCode}
          hint={
            wallet &&
            t('send.amount.available', {
              amount: formatAmount(wallet.availableBalance, currencyCode, locale),
            })
          }
          error={amountError}
          value={draft.amount}
          onValueChange={(amount) => {
            onDraft({ ...draft, amount });
            form.clear();
          }}
        />
        {quote && <QuoteLines quote={quote} />}
        <ReferenceField
          size="xl"
          value={draft.reference}
          error={form.errorOf('reference')}
          onValueChange={(reference) => onDraft({ ...draft, reference })}
        />
        <div className="flex flex-row-reverse gap-3">
          <Button type="submit" variant="primary" size="xl" className="flex-1" isBusy={form.isBusy}>
            {t('general.continue')}
          </Button>
          <Button size="xl" icon={<ArrowLeft aria-hidden />} onClick={onBack}>
            {t('general.back')}
          </Button>
        </div>
      </form>
      <LimitList />
    </StepFrame>
  );
}
