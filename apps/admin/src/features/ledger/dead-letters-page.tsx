import type { DeadLetterView } from '@freehold/core-contracts/ledger';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import type { DataColumn } from '@freehold/ui/data-table';
import { formatCount } from '@freehold/ui/formats';
import { Time } from '@freehold/ui/time';
import { MailX } from 'lucide-react';
import { useMemo } from 'react';
import { QueryList } from '../../components/query-list.tsx';
import { Status } from '../../components/status.tsx';
import { choicesOf, deadLetterStatusLabels } from '../../lib/labels.ts';
import { useCan } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { DeadLettersTools } from './dead-letters-tools.tsx';
import { DeadLetterSheet } from './dead-letter-sheet.tsx';
import { eventNameColumn } from './event-name-column.tsx';
import type { DeadLettersSearch } from './ledger-search.ts';
import { deadLettersSort, useDeadLetters } from './use-ledger.ts';

function deadLetterColumns(open: (id: string) => void): readonly DataColumn<DeadLetterView>[] {
  return [
    eventNameColumn(open),
    {
      id: 'status',
      header: 'Status',
      cell: (row) => <Status label={deadLetterStatusLabels[row.status]} />,
    },
    {
      id: 'reason',
      header: 'Reason',
      cell: (row) => <span className="line-clamp-1 max-w-96">{row.reason}</span>,
    },
    { id: 'projectorName', header: 'Projector', cell: (row) => row.projectorName },
    {
      id: 'blockNumber',
      header: 'Block',
      align: 'end',
      isSortable: true,
      cell: (row) => <span className="numeric">#{formatCount(row.blockNumber)}</span>,
    },
    {
      id: 'attempts',
      header: 'Attempts',
      align: 'end',
      isSortable: true,
      cell: (row) => <span className="numeric">{row.attempts}</span>,
    },
    {
      id: 'createdAt',
      header: 'Set aside',
      isSortable: true,
      cell: (row) => <Time value={row.createdAt} format="relative" />,
    },
  ];
}

/** Events that could not be handled: set aside, so that the stream goes on. */
export function DeadLettersPage(controls: ListControls<DeadLettersSearch>) {
  const { search, onSearchChange } = controls;
  const canManage = useCan('ledger.manage');
  const letters = useDeadLetters(search);
  const columns = useMemo(
    () => deadLetterColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, letters.data, 'dead letters');
  const opened = letters.data?.items.find((row) => row.id === search.open);
  return (
    <>
      <QueryList
        label="Dead letters"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        sort={deadLettersSort(search)}
        onSortChange={list.sort}
        list={list}
        query={letters}
        filters={
          <ChoiceFilter
            isSingle
            label="Status"
            options={choicesOf(deadLetterStatusLabels)}
            values={search.status ? [search.status] : []}
            onValuesChange={([status]) =>
              list.filter({ status: status as DeadLettersSearch['status'] })
            }
          />
        }
        tools={canManage && <DeadLettersTools />}
        empty={{
          icon: <MailX />,
          title: 'No event was set aside',
          description: 'Every event that came back could be handled.',
        }}
        isFiltered={search.status !== undefined}
      />
      {opened && <DeadLetterSheet letter={opened} onClose={() => list.open(undefined)} />}
    </>
  );
}
