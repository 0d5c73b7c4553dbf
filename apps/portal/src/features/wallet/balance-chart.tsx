import { useMemo } from 'react';
import { Chart } from '@freehold/ui/chart';
import type { WalletChart } from '@freehold/core-contracts/wallets';
import { formatAmount } from '../../lib/amount-text.ts';
import { formatPoint } from '../../lib/moments.ts';
import { useTexts } from '../../lib/texts.ts';

/** The balance day by day; numbers place the points, the figures themselves stay text. */
export function BalanceChart({ chart }: { chart: WalletChart }) {
  const { t, locale } = useTexts();
  const { days, currencyCode } = chart;
  const categories = useMemo(
    () =>
      days.map(({ day, closingBalance }) => ({
        label: formatPoint(new Date(`${day}T00:00:00Z`), 'DAY', locale),
        values: { closingBalance: Number(closingBalance) },
        texts: { closingBalance: formatAmount(closingBalance, currencyCode, locale) },
      })),
    [days, currencyCode, locale],
  );
  return (
    <Chart
      title={t('wallet.chartTitle')}
      summary={t('wallet.chartSummary', { days: days.length })}
      kind="area"
      categories={categories}
      categoryLabel={t('wallet.chartDay')}
      series={[{ key: 'closingBalance', label: t('wallet.chartBalance'), tone: 1 }]}
      locale={locale}
      pictureLabel={t('usage.asPicture')}
      tableLabel={t('usage.asTable')}
    />
  );
}
