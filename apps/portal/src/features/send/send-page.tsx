import { Snowflake } from 'lucide-react';
import { useState } from 'react';
import type { ConfirmPayeeInput } from '@freehold/core-contracts/payees';
import type { TransferQuote, TransferResult } from '@freehold/core-contracts/transfers';
import type { OwnWallet } from '@freehold/core-contracts/wallets';
import { EmptyState } from '@freehold/ui/states';
import type { Payee } from '../../components/payee-check.tsx';
import { reasonSentence } from '../../components/reasons.tsx';
import { problemSentence } from '../../lib/problems.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { uuid7 } from '../../lib/uuid7.ts';
import { AmountStep, type Draft } from './amount-step.tsx';
import type { Attempt } from './attempt.ts';
import { PayeeStep } from './payee-step.tsx';
import { ResultPanel } from './result-panel.tsx';
import { ReviewStep } from './review-step.tsx';
import { UnsurePanel } from './unsure-panel.tsx';
import { useSending } from './use-send.ts';

type SendProps = {
  wallets: readonly OwnWallet[];
  fromWalletId: string;
  /** Somebody known already, as the way here says. */
  payee?: Payee | undefined;
  /** Somebody whose name is still to be checked. */
  asked?: ConfirmPayeeInput | undefined;
};

/** A wish with a request id of its own: whatever is changed afterwards is another one. */
function toAttempt(payee: Payee, draft: Draft, quote: TransferQuote): Attempt {
  const reference = draft.reference.trim();
  return {
    input: {
      requestId: `portal-${uuid7()}`,
      fromWalletId: draft.fromWalletId,
      toWalletId: payee.walletId,
      amount: quote.amount,
      fee: quote.fee,
      ...(reference ? { reference } : {}),
    },
    payeeName: payee.name,
    isPayeeSaved: payee.isSaved,
    total: quote.total,
    currencyCode: quote.currencyCode,
  };
}

function useWish({ fromWalletId, payee: first }: SendProps) {
  const empty: Draft = { fromWalletId, amount: '', reference: '' };
  const [payee, setPayee] = useState(first ?? null);
  const [draft, setDraft] = useState(empty);
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  return {
    payee,
    draft,
    attempt,
    setPayee,
    setDraft,
    setAttempt,
    clear: () => {
      setPayee(null);
      setDraft(empty);
      setAttempt(null);
    },
  };
}

/** A result that says no, in words. */
function refusalOf({ outcome, reasons }: TransferResult): readonly string[] | null {
  return outcome === 'ACCEPTED' || outcome === 'HELD' ? null : reasons;
}

function SendFlow(props: SendProps) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const wish = useWish(props);
  const { payee, draft, attempt } = wish;
  const { sending, isBusy, send, startOver } = useSending(
    slug,
    props.wallets.map(({ id }) => id),
  );
  const answered = sending.stage === 'answered' ? sending : null;
  const refused = answered && refusalOf(answered.result);
  const problem = sending.stage === 'asking' ? sending.problem : null;
  /** Back to changing it: what comes next is another attempt. */
  const change = () => {
    wish.setAttempt(null);
    startOver();
  };
  if (sending.stage === 'unsure') {
    const { attempt: lost } = sending;
    return <UnsurePanel attempt={lost} isBusy={isBusy} onRetry={() => send(lost)} />;
  }
  if (answered && !refused && answered.result.transferId) {
    return (
      <ResultPanel
        attempt={answered.attempt}
        transferId={answered.result.transferId}
        status={answered.result.status ?? 'PENDING'}
        reasons={answered.result.reasons}
        onAnother={() => {
          wish.clear();
          startOver();
        }}
      />
    );
  }
  const isOwn = props.wallets.every(({ id }) => id === payee?.walletId);
  if (!payee || isOwn) {
    return (
      <PayeeStep
        initial={props.asked}
        refusal={isOwn ? t('error.transfer.same_wallet') : undefined}
        onPayee={wish.setPayee}
      />
    );
  }
  if (!attempt) {
    return (
      <AmountStep
        payee={payee}
        wallets={props.wallets}
        draft={draft}
        onDraft={wish.setDraft}
        onQuote={(quote) => wish.setAttempt(toAttempt(payee, draft, quote))}
        onBack={() => wish.setPayee(null)}
      />
    );
  }
  const said = refused?.map((code) => reasonSentence(code, t)).join(' ');
  return (
    <ReviewStep
      attempt={attempt}
      isBusy={isBusy}
      message={said ?? (problem ? problemSentence(problem, t, locale) : undefined)}
      onSend={() => send(attempt)}
      onBack={change}
    />
  );
}

/** Sending money: to whom, how much, a last look, and what became of it. */
export function SendPage(props: SendProps) {
  const { t } = useTexts();
  const wallet = props.wallets.find(({ id }) => id === props.fromWalletId);
  return (
    <div className="mx-auto w-full max-w-2xl pt-4 pb-10 sm:pt-8">
      {!wallet || wallet.isFrozen ? (
        <EmptyState
          icon={<Snowflake />}
          className="py-20"
          title={t(wallet ? 'send.frozenTitle' : 'send.noWallet')}
          description={t(wallet ? 'wallet.frozenText' : 'wallet.emptyText')}
        />
      ) : (
        <SendFlow {...props} />
      )}
    </div>
  );
}
