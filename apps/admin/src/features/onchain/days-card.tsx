import { Card } from '@freehold/ui/card';
import { Chart } from '@freehold/ui/chart';
import { formatCalendarDate, sumAmounts } from '@freehold/ui/formats';
import { Skeleton } from '@freehold/ui/skeleton';
import { EmptyState } from '@freehold/ui/states';
import { CalendarDays } from 'lucide-react';
import { Problem } from '../../components/problem.tsx';
import { writeAmount } from '../../lib/money.ts';
import { useDailyFigures } from './use-onchain.ts';

const shownDays = 60;

/** What the ledger confirmed on each of the last days. */
export function DaysCard() {
  const { data, error, refetch } = useDailyFigures();
  if (!data) {
    return (
      <Card className="p-4">
        {error ? (
          <Problem error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-56 w-full" />
        )}
      </Card>
    );
  }
  if (data.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<CalendarDays />}
          title="No day has figures yet"
          description="They come with the first event that the ledger confirms."
        />
      </Card>
    );
  }
  const days = data.toSorted((one, other) => one.day.localeCompare(other.day)).slice(-shownDays);
  const volume = sumAmounts(days.map(({ transferVolume }) => transferVolume));
  return (
    <div className="grid gap-4">
      <Card className="p-4">
        <Chart
          kind="bar"
          title="Volume the ledger confirmed"
          categoryLabel="Day"
          summary={`${writeAmount(volume)} moved on ${days.length} days.`}
          categories={days.map((figures) => ({
            label: formatCalendarDate(figures.day, 'en-GB').slice(0, 6),
            values: {
              transferVolume: Number(figures.transferVolume),
              issuedVolume: Number(figures.issuedVolume),
            },
            texts: {
              transferVolume: writeAmount(figures.transferVolume),
              issuedVolume: writeAmount(figures.issuedVolume),
            },
          }))}
          series={[
            { key: 'transferVolume', label: 'Transferred', tone: 1 },
            { key: 'issuedVolume', label: 'Issued', tone: 2 },
          ]}
        />
      </Card>
      <Card className="p-4">
        <Chart
          kind="bar"
          title="Transfers and events"
          categoryLabel="Day"
          summary={`Transfers and events of ${days.length} days.`}
          categories={days.map((figures) => ({
            label: formatCalendarDate(figures.day, 'en-GB').slice(0, 6),
            values: { transferCount: figures.transferCount, eventCount: figures.eventCount },
          }))}
          series={[
            { key: 'transferCount', label: 'Transfers', tone: 1 },
            { key: 'eventCount', label: 'Events', tone: 5 },
          ]}
        />
      </Card>
    </div>
  );
}
