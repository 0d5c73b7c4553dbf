import type { DataColumn } from '@freehold/ui/data-table';
import { RowButton } from '../../components/row-button.tsx';

type Row = { id: string; eventName: string; eventVersion: number };

/** The first column of a list of events; `open` shows the panel of one. */
export function eventNameColumn(open: (id: string) => void): DataColumn<Row> {
  return {
    id: 'eventName',
    header: 'Event',
    isAlwaysShown: true,
    cell: (row) => (
      <RowButton onOpen={() => open(row.id)}>
        {row.eventName} <span className="text-xs font-normal text-subtle">v{row.eventVersion}</span>
      </RowButton>
    ),
  };
}
