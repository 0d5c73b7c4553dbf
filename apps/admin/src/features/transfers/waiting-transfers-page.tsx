import { Hourglass } from 'lucide-react';
import { Page } from '../../components/page.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { waitingColumns } from './transfer-columns.tsx';
import { TransferFilters } from './transfer-filters.tsx';
import { TransferSheet } from './transfer-sheet.tsx';
import type { WaitingTransfersSearch } from './transfers-search.ts';
import { commonFilters, useWaitingTransfers, waitingSort } from './use-transfers.ts';

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
        onSortChange={list.sort}
        list={list}
        query={transfers}
        filters={<TransferFilters search={search} onFilter={list.filter} />}
        isFiltered={Object.keys(commonFilters(search)).length > 0}
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
