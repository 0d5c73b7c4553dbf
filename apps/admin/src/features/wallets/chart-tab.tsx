import type { WalletChart, WalletDetail } from '@freehold/core-contracts/wallets';
import { Card } from '@freehold/ui/card';
import { Chart } from '@freehold/ui/chart';
import { formatDate, sumAmounts } from '@freehold/ui/formats';
import { Select } from '@freehold/ui/select';
import { Skeleton } from '@freehold/ui/skeleton';
import { Problem } from '../../components/problem.tsx';
import { writeAmount } from '../../lib/money.ts';
import { useWalletChart } from './use-wallets.ts';
import type { WalletParts } from './wallet-parts.ts';

const ranges = [
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: '366', label: 'Last year' },
] as const;

/** Received, sent and balance of each day. */
export function ChartTab(props: WalletParts & { wallet: WalletDetail }) {
  const { wallet, search, onSearchChange } = props;
  const days = search.days ?? '30';
  const chart = useWalletChart(wallet.id, Number(days));
  return (
    <div className="grid gap-4">
      <div className="flex items-center justify-between gap-3">
        <p className="text-sm text-muted">By the day, in UTC.</p>
        <Select
          aria-label="Time"
          className="w-44"
          value={days}
          onValueChange={(next) =>
            onSearchChange({ days: next === '30' ? undefined : (next as typeof days) })
          }
          options={ranges}
        />
      </div>
      {!chart.data && chart.error && (
        <Card>
          <Problem error={chart.error} onRetry={() => void chart.refetch()} />
        </Card>
      )}
      {!chart.data && !chart.error && (
        <Card className="p-4" role="status" aria-label="Loading">
          <Skeleton className="h-56 w-full" />
        </Card>
      )}
      {chart.data && <Pictures chart={chart.data} />}
    </div>
  );
}

function Pictures({ chart: { days, currencyCode } }: { chart: WalletChart }) {
  const labelled = days.map((figures) => ({
    ...figures,
    label: formatDate(new Date(`${figures.day}T12:00:00Z`), 'en-GB', 'UTC').slice(0, 6),
  }));
  const received = sumAmounts(days.map((figures) => figures.received));
  const sent = sumAmounts(days.map((figures) => figures.sent));
  return (
    <>
      <Card className="p-4">
        <Chart
          kind="area"
          title={`Balance at the end of the day, ${currencyCode}`}
          categoryLabel="Day"
          summary={`Balance over ${days.length} days: ${writeAmount(days.at(0)?.closingBalance ?? '0')} at first, ${writeAmount(days.at(-1)?.closingBalance ?? '0')} now.`}
          categories={labelled.map(({ label, closingBalance }) => ({
            label,
            values: { closingBalance: Number(closingBalance) },
            texts: { closingBalance: writeAmount(closingBalance) },
          }))}
          series={[{ key: 'closingBalance', label: 'Balance', tone: 1 }]}
        />
      </Card>
      <Card className="p-4">
        <Chart
          kind="bar"
          title={`Received and sent, ${currencyCode}`}
          categoryLabel="Day"
          summary={`Over ${days.length} days ${writeAmount(received)} were received and ${writeAmount(sent)} were sent.`}
          categories={labelled.map((figures) => ({
            label: figures.label,
            values: { received: Number(figures.received), sent: Number(figures.sent) },
            texts: { received: writeAmount(figures.received), sent: writeAmount(figures.sent) },
          }))}
          series={[
            { key: 'received', label: 'Received', tone: 1 },
            { key: 'sent', label: 'Sent', tone: 2 },
          ]}
        />
      </Card>
    </>
  );
}
