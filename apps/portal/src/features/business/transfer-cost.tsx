import { Scale } from 'lucide-react';
import type { BusinessAccountDetail } from '@freehold/core-contracts/business';
import { Alert } from '@freehold/ui/alert';
import { QuoteLines } from '../../components/quote-lines.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { needWords } from './need-words.ts';
import { ruleOf, totalOf } from './rule-of.ts';
import { useBusinessQuote } from './use-business.ts';

type TransferCostProps = {
  account: BusinessAccountDetail;
  legs: readonly { toWalletId: string; amount: string }[];
};

/** What the transfer costs and whose word it needs, as far as it is written. */
export function TransferCost({ account, legs }: TransferCostProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const amount = totalOf(legs.map((leg) => leg.amount));
  const { data: quote } = useBusinessQuote(slug, {
    fromWalletId: account.walletId,
    // What it costs is a matter of the amount alone.
    toWalletId: legs[0]?.toWalletId ?? '',
    amount: amount ?? '',
  });
  const rule = amount === null ? undefined : ruleOf(account.rules, amount);
  if (amount === null) return null;
  return (
    <>
      {quote && <QuoteLines quote={quote} />}
      {quote && !quote.isCovered && (
        <Alert tone="warning">{t('error.transfer.insufficient_funds')}</Alert>
      )}
      {rule && (
        <p className="flex gap-2 text-sm text-muted">
          <Scale aria-hidden className="mt-0.5 size-4 shrink-0 text-subtle" />
          <span>
            <span className="font-medium text-ink">{t('business.needs')}</span>{' '}
            {needWords(rule, t).join(' · ')}
          </span>
        </p>
      )}
    </>
  );
}
