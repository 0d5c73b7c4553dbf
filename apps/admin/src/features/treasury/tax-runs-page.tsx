import type { TaxRunView } from '@freehold/core-contracts/tax';
import { Button } from '@freehold/ui/button';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount, formatDate } from '@freehold/ui/formats';
import { Money } from '@freehold/ui/money';
import { Time } from '@freehold/ui/time';
import { toast } from '@freehold/ui/toast';
import { Link, useNavigate } from '@tanstack/react-router';
import { Calculator } from 'lucide-react';
import { useMemo } from 'react';
import { CsvButton } from '../../components/csv-button.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { Status } from '../../components/status.tsx';
import { describeError } from '../../lib/error-messages.ts';
import { taxRunStatusLabels } from '../../lib/money-labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import type { TaxRunsSearch } from './tax-search.ts';
import { TreasuryFrame } from './treasury-frame.tsx';
import { isUnderWay, useTaxActs, useTaxRuns } from './use-tax.ts';

/** The days of a cycle, in UTC. */
export function writeCycle(run: Pick<TaxRunView, 'cycleStart' | 'cycleEnd'>): string {
  const day = (instant: Date) => formatDate(instant, 'en-GB', 'UTC');
  return `${day(run.cycleStart)} – ${day(run.cycleEnd)}`;
}

function taxRunColumns(tenant: string): readonly DataColumn<TaxRunView>[] {
  return [
    {
      id: 'cycle',
      header: 'Cycle (UTC)',
      isAlwaysShown: true,
      cell: (row) => (
        <Link
          to="/$tenant/treasury/tax/$taxRunId"
          params={{ tenant, taxRunId: row.id }}
          className="numeric rounded-xs font-medium text-ink underline-offset-3 hover:underline"
        >
          {writeCycle(row)}
        </Link>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: (row) => <Status label={taxRunStatusLabels[row.status]} isLive={isUnderWay(row)} />,
    },
    {
      id: 'walletCount',
      header: 'Wallets',
      align: 'end',
      cell: (row) => <span className="numeric">{formatCount(row.walletCount)}</span>,
    },
    {
      id: 'totalAmount',
      header: 'Tax',
      align: 'end',
      isAlwaysShown: true,
      cell: (row) => <Money value={row.totalAmount} currencyCode={row.currencyCode} />,
    },
    { id: 'createdBy', header: 'Computed by', cell: (row) => row.createdByName },
    {
      id: 'createdAt',
      header: 'Computed',
      cell: (row) => <Time value={row.createdAt} format="relative" />,
    },
  ];
}

/** Every computation of the hoarding tax, the newest first. */
export function TaxRunsPage(controls: ListControls<TaxRunsSearch>) {
  const { tenant } = useSession();
  const navigate = useNavigate();
  const canManage = useCan('treasury.manage');
  const runs = useTaxRuns(controls.search);
  const { dryRun } = useTaxActs();
  const columns = useMemo(() => taxRunColumns(tenant.slug), [tenant.slug]);
  const list = useList(controls, columns, runs.data, 'tax runs');
  const open = (taxRunId: string) =>
    void navigate({
      to: '/$tenant/treasury/tax/$taxRunId',
      params: { tenant: tenant.slug, taxRunId },
    });
  return (
    <TreasuryFrame
      actions={
        canManage && (
          <Button
            variant="primary"
            icon={<Calculator />}
            isBusy={dryRun.isPending}
            onClick={() =>
              dryRun.mutate(
                {},
                {
                  onSuccess: (run) => open(run.id),
                  onError: (error) => toast.error(describeError(error)),
                },
              )
            }
          >
            Compute the last cycle
          </Button>
        )
      }
    >
      <QueryList
        label="Tax runs"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => open(row.id)}
        list={list}
        query={runs}
        tools={<CsvButton file="tax-runs.csv" input={{}} total={runs.data?.total ?? 0} />}
        empty={{
          icon: <Calculator />,
          title: 'Nothing was computed yet',
          description:
            'A dry run says what a cycle would cost whom. Nothing moves until it is applied.',
        }}
      />
    </TreasuryFrame>
  );
}
