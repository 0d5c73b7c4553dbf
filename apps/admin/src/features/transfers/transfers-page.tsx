import { Button } from '@freehold/ui/button';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { useNavigate } from '@tanstack/react-router';
import { ArrowLeftRight, X } from 'lucide-react';
import { CsvButton } from '../../components/csv-button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { transferStatusLabels } from '../../lib/money-labels.ts';
import { useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { transferColumns } from './transfer-columns.tsx';
import { TransferFilters } from './transfer-filters.tsx';
import type { TransfersSearch } from './transfers-search.ts';
import { transfersFilters, transfersSort, useTransfers } from './use-transfers.ts';

/** Every movement of money, the newest first. */
export function TransfersPage(controls: ListControls<TransfersSearch>) {
  const { search } = controls;
  const { tenant } = useSession();
  const navigate = useNavigate();
  const transfers = useTransfers(search);
  const list = useList(controls, transferColumns, transfers.data, 'transfers');
  const filters = transfersFilters(search);
  return (
    <Page
      title="Transfers"
      description="Every movement of money, from being asked for to the ledger’s answer."
    >
      <QueryList
        label="Transfers"
        columns={transferColumns}
        getRowId={(row) => row.id}
        sort={transfersSort(search)}
        onSortChange={list.sort}
        onRowOpen={(row) =>
          void navigate({
            to: '/$tenant/transfers/$transferId',
            params: { tenant: tenant.slug, transferId: row.id },
          })
        }
        list={list}
        query={transfers}
        filters={<TransfersFilters search={search} onFilter={list.filter} />}
        tools={
          <CsvButton file="transfers.csv" input={filters} total={transfers.data?.total ?? 0} />
        }
        empty={{
          icon: <ArrowLeftRight />,
          title: 'Nothing was transferred yet',
          description: 'Transfers appear when people send, and when the treasury issues.',
        }}
        isFiltered={Object.keys(filters).length > 0}
      />
    </Page>
  );
}

type TransfersFiltersProps = {
  search: TransfersSearch;
  onFilter: (change: Partial<TransfersSearch>) => void;
};

const takenFilters = [
  ['wallet', 'Of wallet'],
  ['user', 'Sent by person'],
  ['organization', 'Sent by organization'],
  ['batch', 'Of batch'],
] as const;

function TransfersFilters({ search, onFilter }: TransfersFiltersProps) {
  return (
    <>
      <TransferFilters search={search} onFilter={onFilter}>
        <ChoiceFilter
          isSingle
          label="Status"
          options={choicesOf(transferStatusLabels)}
          values={search.status ? [search.status] : []}
          onValuesChange={([status]) => onFilter({ status: status as TransfersSearch['status'] })}
        />
      </TransferFilters>
      {takenFilters.map(([key, label]) => {
        const id = search[key];
        return (
          id && (
            <Button key={key} variant="soft" onClick={() => onFilter({ [key]: undefined })}>
              {label} {id.slice(0, 8)}…
              <X aria-hidden />
              <span className="sr-only">: take this filter away</span>
            </Button>
          )
        );
      })}
    </>
  );
}
