import type { TreasuryOverview } from '@freehold/core-contracts/treasury';
import { Alert } from '@freehold/ui/alert';
import { Card } from '@freehold/ui/card';
import { Chart } from '@freehold/ui/chart';
import { formatCalendarDate, formatCount, sumAmounts } from '@freehold/ui/formats';
import { Money } from '@freehold/ui/money';
import { Stat } from '@freehold/ui/stat';
import { Link } from '@tanstack/react-router';
import { ArrowLeftRight, Coins, Hourglass, Landmark } from 'lucide-react';
import { PendingCard } from '../../components/pending-card.tsx';
import { writeAmount } from '../../lib/money.ts';
import { useSession } from '../../lib/session.tsx';
import { useMoneyDays, useMoneyOverview } from './use-overview.ts';

const shownDays = 30;
const linkStyles = 'font-medium text-accent-ink underline-offset-3 hover:underline';
const statMoney = 'text-lg tracking-normal whitespace-normal [overflow-wrap:anywhere]';

/** What is issued, on its way and held, for those who may read the treasury. */
export function MoneyStats() {
  const { data, error, refetch } = useMoneyOverview();
  if (data) return <MoneyTiles treasury={data} />;
  return error && <PendingCard error={error} onRetry={() => void refetch()} />;
}

function MoneyTiles({ treasury }: { treasury: TreasuryOverview }) {
  const params = { tenant: useSession().tenant.slug };
  const { currencyCode, pendingTransfers, waitingTransfers } = treasury;
  return (
    <>
      {treasury.isPaused && (
        <Alert tone="danger" title="The system is paused: no money moves">
          {treasury.pauseReason}
        </Alert>
      )}
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <Stat
          icon={<Landmark aria-hidden />}
          label="In circulation"
          value={
            <Money value={treasury.circulating} currencyCode={currencyCode} className={statMoney} />
          }
          detail={
            <>
              of{' '}
              <Link to="/$tenant/treasury" params={params} className={linkStyles}>
                {writeAmount(treasury.issued)} issued
              </Link>
            </>
          }
        />
        <Stat
          icon={<ArrowLeftRight aria-hidden />}
          label="Transfers on their way"
          value={formatCount(pendingTransfers)}
          detail={
            <Link
              to="/$tenant/transfers"
              params={params}
              search={{ status: 'PENDING' }}
              className={linkStyles}
            >
              {writeAmount(treasury.inFlight, currencyCode)} in flight
            </Link>
          }
        />
        <Stat
          icon={<Hourglass aria-hidden />}
          label="Transfers held"
          tone={waitingTransfers > 0 ? 'warning' : 'neutral'}
          value={formatCount(waitingTransfers)}
          detail={
            <Link
              to="/$tenant/transfers"
              params={params}
              search={{ status: 'AWAITING_APPROVAL' }}
              className={linkStyles}
            >
              {writeAmount(treasury.held, currencyCode)} until approved
            </Link>
          }
        />
        <Stat
          icon={<Coins aria-hidden />}
          label="Fees collected"
          value={<Money value={treasury.fees} currencyCode={currencyCode} className={statMoney} />}
          detail={`${writeAmount(treasury.tax, currencyCode)} of tax`}
        />
      </div>
    </>
  );
}

/** Volume that the ledger confirmed, day by day. */
export function VolumeChart() {
  const { data } = useMoneyDays();
  if (!data || data.length === 0) return null;
  const days = data.toSorted((one, other) => one.day.localeCompare(other.day)).slice(-shownDays);
  const volume = sumAmounts(days.map(({ transferVolume }) => transferVolume));
  const count = days.reduce((sum, { transferCount }) => sum + transferCount, 0);
  return (
    <Card className="p-4 xl:col-span-2">
      <Chart
        kind="bar"
        title="Transfer volume"
        categoryLabel="Day"
        summary={`${formatCount(count)} transfers moved ${writeAmount(volume)} on ${days.length} days.`}
        categories={days.map((figures) => ({
          label: formatCalendarDate(figures.day, 'en-GB').slice(0, 6),
          values: { transferVolume: Number(figures.transferVolume) },
          texts: { transferVolume: writeAmount(figures.transferVolume) },
        }))}
        series={[{ key: 'transferVolume', label: 'Confirmed by the ledger', tone: 1 }]}
      />
    </Card>
  );
}
