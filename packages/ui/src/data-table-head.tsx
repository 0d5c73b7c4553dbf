import type { RowData } from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { Checkbox } from './checkbox.tsx';
import { cn } from './class-names.tsx';
import type { DataTablePartProps } from './data-table-types.tsx';

const sortWords = { asc: 'ascending', desc: 'descending' } as const;

/** Names of the columns; those the server sorts by are buttons. */
export function DataTableHead<Row extends RowData>({
  table,
  columnById,
  hasSelection,
}: DataTablePartProps<Row>) {
  const state = table.getIsAllRowsSelected()
    ? true
    : table.getIsSomeRowsSelected()
      ? ('indeterminate' as const)
      : false;
  return (
    <thead role="rowgroup" className="border-b border-line bg-sunken @max-2xl:hidden">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} role="row">
          {hasSelection && (
            <th role="columnheader" scope="col" className="w-10 pl-3 text-left">
              <Checkbox
                aria-label="Select all rows of this page"
                checked={state}
                onCheckedChange={(isChecked) => table.toggleAllRowsSelected(isChecked)}
              />
            </th>
          )}
          {group.headers.map((header) => {
            const column = columnById.get(header.column.id);
            const direction = header.column.getIsSorted();
            return (
              <th
                key={header.id}
                role="columnheader"
                scope="col"
                aria-sort={
                  column?.isSortable ? (direction ? sortWords[direction] : 'none') : undefined
                }
                className={cn(
                  'h-8.5 px-3 text-xs font-medium whitespace-nowrap text-muted',
                  column?.align === 'end' ? 'text-right' : 'text-left',
                  column?.className,
                )}
              >
                {column?.isSortable ? (
                  <button
                    type="button"
                    onClick={() => header.column.toggleSorting(direction === 'asc')}
                    className={cn(
                      '-mx-1.5 inline-flex items-center gap-1 rounded-xs px-1.5 py-1 hover:text-ink',
                      direction && 'text-ink',
                    )}
                  >
                    {column.header}
                    <SortMark direction={direction} />
                  </button>
                ) : (
                  column?.header
                )}
              </th>
            );
          })}
        </tr>
      ))}
    </thead>
  );
}

function SortMark({ direction }: { direction: false | 'asc' | 'desc' }) {
  if (direction === 'asc') return <ArrowUp aria-hidden className="size-3 text-accent-ink" />;
  if (direction === 'desc') return <ArrowDown aria-hidden className="size-3 text-accent-ink" />;
  return <ChevronsUpDown aria-hidden className="size-3 opacity-60" />;
}
