import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { Hourglass } from 'lucide-react';
import { DaysFilter } from '../../components/days-filter.tsx';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { transferKindLabels } from '../../lib/money-labels.ts';
import { writeSort } from '../../lib/search-params.ts';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { waitingColumns } from './transfer-columns.tsx';
import { TransferSheet } from './transfer-sheet.tsx';
import type { WaitingTransfersSearch } from './transfers-search.ts';
import { useWaitingTransfers, waitingFilters, waitingSort } from './use-transfers.ts';

/** Transfers that an operator has to decide on, the oldest first. */
export function WaitingTransfersPage(controls: ListControls<WaitingTransfersSearch>) {
  const { search } = controls;
  const transfers = useWaitingTransfers(search);
  const list = useList(controls, waitingColumns, transfers.data, 'waiting transfers');
  return (
    <Page
      title="Waiting transfers"
      description="What looked suspicious when it was asked for. The money is held until somebody decides; the oldest comes first unless you sort."
    >
      <QueryList
        label="Waiting transfers"
        columns={waitingColumns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        sort={waitingSort(search)}
        onSortChange={(sort) =>
          list.filter({ sort: writeSort(sort as ReturnType<typeof waitingSort>) })
        }
        list={list}
        query={transfers}
        filters={<WaitingFilters search={search} onFilter={list.filter} />}
        isFiltered={Object.keys(waitingFilters(search)).length > 0}
        empty={{
          icon: <Hourglass />,
          title: 'Nothing waits for a decision',
          description: 'A transfer appears here when its risk score asks for a person to look.',
        }}
      />
      {search.open && (
        <TransferSheet transferId={search.open} onClose={() => list.open(undefined)} />
      )}
    </Page>
  );
}

type WaitingFiltersProps = {
  search: WaitingTransfersSearch;
  onFilter: (change: Partial<WaitingTransfersSearch>) => void;
};

function WaitingFilters({ search, onFilter }: WaitingFiltersProps) {
  return (
    <>
      <SearchFilter
        label="Find by name, address or id"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      <ChoiceFilter
        isSingle
        label="Kind"
        options={choicesOf(transferKindLabels)}
        values={search.kind ? [search.kind] : []}
        onValuesChange={([kind]) => onFilter({ kind: kind as WaitingTransfersSearch['kind'] })}
      />
      <DaysFilter from={search.from} to={search.to} onDaysChange={onFilter} />
    </>
  );
}
