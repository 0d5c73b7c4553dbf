import type { OverviewView } from '@freehold/core-contracts/overview';
import { Breakdown } from '@freehold/ui/breakdown';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Chart } from '@freehold/ui/chart';
import { formatDate } from '@freehold/ui/formats';
import { Skeleton } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { Page } from '../../components/page.tsx';
import { PausedPipeline } from '../../components/paused-pipeline.tsx';
import { Problem } from '../../components/problem.tsx';
import { userStatusLabels, type Label } from '../../lib/labels.ts';
import { useSession } from '../../lib/session.tsx';
import { HealthCard } from './health-card.tsx';
import { MoneyStats, VolumeChart } from './money-overview.tsx';
import { OverviewStats } from './overview-stats.tsx';
import { useOverview, usePipelineState } from './use-overview.ts';

/** How the tenant does, at a glance. */
export function OverviewPage() {
  const overview = useOverview();
  const pipeline = usePipelineState();
  const { tenant } = useSession();
  const { data, error } = overview;
  return (
    <Page
      title="Overview"
      description={
        data ? (
          <>
            {tenant.name}, as of <Time value={data.asOf} format="relative" />; renewed by itself
          </>
        ) : (
          tenant.name
        )
      }
    >
      {!data && error && <Problem error={error} onRetry={() => void overview.refetch()} />}
      {!data && !error && <OverviewLoading />}
      <PausedPipeline pipeline={pipeline.data} />
      {data && <Figures data={data} />}
    </Page>
  );
}

function Figures({ data }: { data: OverviewView }) {
  const categories = data.daily.map((figure) => ({
    label: formatDate(new Date(`${figure.day}T12:00:00Z`), 'en-GB', 'UTC').slice(0, 6),
    values: figure,
  }));
  const sumOf = (key: 'startedCount' | 'completedCount' | 'approvedCount' | 'deniedCount') =>
    data.daily.reduce((total, figure) => total + figure[key], 0);
  return (
    <>
      <OverviewStats data={data} />
      <MoneyStats />
      <div className="grid gap-4 xl:grid-cols-3">
        <Card className="p-4 xl:col-span-2">
          <Chart
            kind="area"
            title="Sign-ups"
            categoryLabel="Day"
            summary={`Sign-ups over ${data.daily.length} days: ${sumOf('startedCount')} started, ${sumOf('completedCount')} completed.`}
            categories={categories}
            series={[
              { key: 'startedCount', label: 'Started', tone: 5 },
              { key: 'completedCount', label: 'Completed', tone: 1 },
            ]}
          />
        </Card>
        <HealthCard data={data} />
        <Card className="p-4 xl:col-span-2">
          <Chart
            kind="bar"
            title="Decisions"
            categoryLabel="Day"
            summary={`Decisions over ${data.daily.length} days: ${sumOf('approvedCount')} approved, ${sumOf('deniedCount')} denied.`}
            categories={categories}
            series={[
              { key: 'approvedCount', label: 'Approved', tone: 1 },
              { key: 'deniedCount', label: 'Denied', tone: 4 },
            ]}
          />
        </Card>
        <Card>
          <CardHeader title="People by status" />
          <CardBody>
            <Breakdown
              label="People by status"
              parts={data.usersByStatus
                .filter((part) => part.count > 0)
                .map((part) => {
                  const label = (userStatusLabels as Readonly<Record<string, Label>>)[part.status];
                  return {
                    id: part.status,
                    label: label?.text ?? part.status,
                    tone: label?.tone ?? 'neutral',
                    count: part.count,
                  };
                })}
            />
          </CardBody>
        </Card>
        <VolumeChart />
      </div>
    </>
  );
}

function OverviewLoading() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-4">
      <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
        {['a', 'b', 'c', 'd'].map((key) => (
          <Card key={key} className="grid gap-3 p-4">
            <Skeleton className="h-3 w-24" />
            <Skeleton className="h-7 w-16" />
            <Skeleton className="h-3 w-32" />
          </Card>
        ))}
      </div>
      <Card className="p-4">
        <Skeleton className="h-56 w-full" />
      </Card>
    </div>
  );
}
