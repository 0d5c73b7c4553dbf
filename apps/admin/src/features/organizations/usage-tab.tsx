import type { OrganizationDetail, UsageView } from '@freehold/core-contracts/organizations';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Chart } from '@freehold/ui/chart';
import { formatCount, formatDate } from '@freehold/ui/formats';
import { Select } from '@freehold/ui/select';
import { Skeleton } from '@freehold/ui/skeleton';
import { Stat } from '@freehold/ui/stat';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@freehold/ui/table';
import { useNow } from '@freehold/ui/time';
import { Problem } from '../../components/problem.tsx';
import type { OrganizationPageSearch } from './organizations-search.ts';
import { usageRange } from './usage-range.ts';
import { useUsage } from './use-organizations.ts';

const ranges = [
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '60', label: 'Last 60 days' },
  { value: '365', label: 'Last 365 days' },
] as const;

export type UsageTabProps = {
  organization: OrganizationDetail;
  search: OrganizationPageSearch;
  onSearchChange: (patch: Partial<OrganizationPageSearch>) => void;
};

/** Calls of its keys over time. */
export function UsageTab({ organization, search, onSearchChange }: UsageTabProps) {
  const days = search.days ?? '30';
  const range = usageRange(Number(days), useNow());
  const usage = useUsage(organization.id, range);
  const { data, error } = usage;
  const choose = (next: string) =>
    onSearchChange({ days: next === '30' ? undefined : (next as typeof days) });
  return (
    <div className="grid gap-4">
      <div className="flex items-center justify-between gap-3">
        <p className="text-sm text-muted">
          By the {range.bucket === 'HOUR' ? 'hour' : 'day'}, in UTC.
        </p>
        <Select
          aria-label="Time"
          className="w-44"
          value={days}
          onValueChange={choose}
          options={ranges}
        />
      </div>
      {!data && error && (
        <Card>
          <Problem error={error} onRetry={() => void usage.refetch()} />
        </Card>
      )}
      {!data && !error && (
        <Card className="p-4" role="status" aria-label="Loading">
          <Skeleton className="h-56 w-full" />
        </Card>
      )}
      {data && <Figures usage={data} bucket={range.bucket} />}
    </div>
  );
}

function Figures({ usage, bucket }: { usage: UsageView; bucket: 'HOUR' | 'DAY' }) {
  const { totalCalls, totalErrors, points, byKey } = usage;
  const share = totalCalls === 0n ? 0 : (Number(totalErrors) / Number(totalCalls)) * 100;
  const categories = points.map(({ at, calls, errors }) => ({
    label:
      bucket === 'HOUR'
        ? at.toISOString().slice(11, 16)
        : formatDate(at, 'en-GB', 'UTC').slice(0, 6),
    values: { calls: Number(calls - errors), errors: Number(errors) },
  }));
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Stat label="Calls" value={formatCount(totalCalls)} />
        <Stat
          label="Refused or failed"
          value={formatCount(totalErrors)}
          detail={`${share.toFixed(1)} % of all calls`}
          tone={share >= 5 ? 'warning' : 'neutral'}
        />
      </div>
      <Card className="p-4">
        <Chart
          kind="area"
          title="Calls"
          categoryLabel={bucket === 'HOUR' ? 'Hour' : 'Day'}
          summary={`${formatCount(totalCalls)} calls, ${formatCount(totalErrors)} of them refused or failed.`}
          categories={categories}
          series={[
            { key: 'calls', label: 'Answered', tone: 1 },
            { key: 'errors', label: 'Refused or failed', tone: 4 },
          ]}
        />
      </Card>
      <CallsByKey keys={byKey} />
    </>
  );
}

function CallsByKey({ keys }: { keys: UsageView['byKey'] }) {
  return (
    <Card>
      <CardHeader title="By key" />
      {keys.length === 0 ? (
        <CardBody>
          <p className="text-sm text-muted">No key was used in this time.</p>
        </CardBody>
      ) : (
        <Table label="Calls by key">
          <TableHead>
            <tr>
              <TableHeader>Key</TableHeader>
              <TableHeader className="text-right">Calls</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {keys.map((key) => (
              <TableRow key={key.apiKeyId}>
                <TableCell>
                  {key.name} <span className="font-mono text-xs text-subtle">{key.prefix}_…</span>
                </TableCell>
                <TableCell className="numeric text-right">{formatCount(key.calls)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
