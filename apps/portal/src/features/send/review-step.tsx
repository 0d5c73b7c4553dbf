import { ArrowLeft, Send } from 'lucide-react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { KeyValueList } from '@freehold/ui/key-value';
import { Amount } from '../../components/amount.tsx';
import { formatAmount } from '../../lib/amount-text.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Attempt } from './attempt.ts';
import { StepFrame } from './step-frame.tsx';

/** What will be sent, line by line. */
export function AttemptFacts({ attempt }: { attempt: Attempt }) {
  const { t } = useTexts();
  const { input, payeeName, total, currencyCode } = attempt;
  const money = (value: string) => <Amount value={value} currencyCode={currencyCode} />;
  return (
    <KeyValueList
      items={[
        { label: t('transfer.to'), value: <strong className="text-base">{payeeName}</strong> },
        { label: t('transfer.amount'), value: money(input.amount) },
        { label: t('transfer.fee'), value: money(input.fee) },
        { label: t('transfer.total'), value: <strong>{money(total)}</strong> },
        ...(input.reference ? [{ label: t('transfer.reference'), value: input.reference }] : []),
      ]}
    />
  );
}

/** The last look before money leaves. */
export function ReviewStep({
  attempt,
  isBusy,
  message,
  onSend,
  onBack,
}: {
  attempt: Attempt;
  isBusy: boolean;
  /** Why it was refused: then it is changed and becomes another attempt. */
  message: string | undefined;
  onSend: () => void;
  onBack: () => void;
}) {
  const { t, locale } = useTexts();
  const { total, currencyCode } = attempt;
  return (
    <StepFrame step="review" title={t('send.review.title')} lead={t('send.review.lead')}>
      <div className="grid gap-6 rounded-xl border border-line bg-surface p-5 shadow-xs sm:p-6">
        <AttemptFacts attempt={attempt} />
        {message && <Alert tone="danger">{message}</Alert>}
        <div className="flex flex-row-reverse flex-wrap gap-3">
          {!message && (
            <Button
              variant="primary"
              size="xl"
              className="h-auto min-h-12 flex-1 py-2 whitespace-normal"
              icon={<Send aria-hidden />}
              isBusy={isBusy}
              onClick={onSend}
            >
              {t('send.review.submit', { amount: formatAmount(total, currencyCode, locale) })}
            </Button>
          )}
          <Button size="xl" icon={<ArrowLeft aria-hidden />} disabled={isBusy} onClick={onBack}>
            {t(message ? 'send.result.changed' : 'send.review.changeAmount')}
          </Button>
        </div>
      </div>
    </StepFrame>
  );
}
