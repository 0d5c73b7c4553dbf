import type { TransferQuote } from '@freehold/core-contracts/transfers';
import { useTexts } from '../lib/texts.ts';
import { Amount } from './amount.tsx';

/** What a transfer costs on top, and what leaves the wallet. */
export function QuoteLines({ quote }: { quote: TransferQuote }) {
  const { t } = useTexts();
  const { fee, total, currencyCode } = quote;
  const lines = [
    { name: t('transfer.fee'), value: fee },
    { name: t('transfer.total'), value: total },
  ];
  return (
    <dl className="grid gap-2 rounded-lg bg-sunken px-4 py-3">
      {lines.map(({ name, value }) => (
        <div key={name} className="flex flex-wrap items-baseline justify-between gap-x-6">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="ml-auto min-w-0 text-right text-base font-medium text-ink">
            <Amount value={value} currencyCode={currencyCode} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
