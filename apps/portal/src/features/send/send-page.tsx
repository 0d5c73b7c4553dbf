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
import type { SendStep } from './step-frame.tsx';
import { UnsurePanel } from './unsure-panel.tsx';
import { useSending } from './use-send.ts';

type SendProps = {
  wallets: readonly OwnWallet[];
  fromWalletId: string;
  /** Somebody known already, as the way here says. */
  payee?: Payee | undefined;
  /** Somebody whose name is still to be checked. */
  asked?: ConfirmPayeeInput | undefined;
  /** The step that the address names; one that nothing was given for yet is not shown. */
  step: SendStep | undefined;
  onStep: (step: SendStep | undefined) => void;
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
    /** The furthest step at or before `asked` that there are answers for. */
    stepAt: (asked: SendStep | undefined): SendStep => {
      const wanted = asked ?? (first ? 'amount' : 'payee');
      if (wanted === 'payee' || payee === null) return 'payee';
      return attempt === null ? 'amount' : wanted;
    },
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
  const { slug } = useTenant();
  const wish = useWish(props);
  const money = useSending(
    slug,
    props.wallets.map(({ id }) => id),
  );
  const { sending, isBusy, send, startOver } = money;
  if (sending.stage === 'unsure') {
    const { attempt: lost } = sending;
    return <UnsurePanel attempt={lost} isBusy={isBusy} onRetry={() => send(lost)} />;
  }
  const answered = sending.stage === 'answered' ? sending : null;
  if (answered && !refusalOf(answered.result) && answered.result.transferId) {
    return (
      <ResultPanel
        attempt={answered.attempt}
        transferId={answered.result.transferId}
        status={answered.result.status ?? 'PENDING'}
        reasons={answered.result.reasons}
        onAnother={() => {
          wish.clear();
          startOver();
          props.onStep('payee');
        }}
      />
    );
  }
  return <Steps {...props} wish={wish} money={money} />;
}

type StepsProps = SendProps & {
  wish: ReturnType<typeof useWish>;
  money: ReturnType<typeof useSending>;
};

/** Who, how much, and a last look; each step keeps what the others were told. */
function Steps({ wish, money, ...props }: StepsProps) {
  const { t } = useTexts();
  const { payee, draft, attempt } = wish;
  const { isBusy, startOver } = money;
  /** What is changed, on whichever step, is another attempt. */
  const change = () => {
    wish.setAttempt(null);
    startOver();
  };
  const isOwn = props.wallets.every(({ id }) => id === payee?.walletId);
  // What is on its way is looked at until it is answered, wherever the browser was sent back to.
  const step = isBusy ? 'review' : wish.stepAt(props.step);
  if (!payee || isOwn || step === 'payee') {
    return (
      <PayeeStep
        initial={props.asked}
        refusal={isOwn ? t('error.transfer.same_wallet') : undefined}
        onPayee={(chosen) => {
          change();
          wish.setPayee(chosen);
          props.onStep('amount');
        }}
      />
    );
  }
  if (!attempt || step === 'amount') {
    return (
      <AmountStep
        payee={payee}
        wallets={props.wallets}
        draft={draft}
        onDraft={(next) => {
          change();
          wish.setDraft(next);
        }}
        onQuote={(quote) => {
          change();
          wish.setAttempt(toAttempt(payee, draft, quote));
          props.onStep('review');
        }}
        onBack={() => props.onStep('payee')}
      />
    );
  }
  return <Review attempt={attempt} money={money} onBack={() => props.onStep('amount')} />;
}

function Review({
  attempt,
  money: { sending, isBusy, send },
  onBack,
}: Pick<StepsProps, 'money'> & { attempt: Attempt; onBack: () => void }) {
  const { t, locale } = useTexts();
  const refused = sending.stage === 'answered' ? refusalOf(sending.result) : null;
  const problem = sending.stage === 'asking' ? sending.problem : null;
  const said = refused?.map((code) => reasonSentence(code, t)).join(' ');
  return (
    <ReviewStep
      attempt={attempt}
      isBusy={isBusy}
      message={said ?? (problem ? problemSentence(problem, t, locale) : undefined)}
      onSend={() => send(attempt)}
      onBack={onBack}
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
