import type { RowData } from '@tanstack/react-table';
import type { MouseEvent } from 'react';
import { Checkbox } from './checkbox.tsx';
import { cn } from './class-names.tsx';
import type { DataTablePartProps } from './data-table-types.tsx';
import { Skeleton } from './skeleton.tsx';

const loadingRows = 8;
const interactive = 'a, button, input, select, label, [role="checkbox"], [role="menuitem"]';

export type DataTableBodyProps<Row extends RowData> = DataTablePartProps<Row> & {
  getRowLabel: ((row: Row) => string) | undefined;
  onRowOpen: ((row: Row) => void) | undefined;
  openRowId: string | undefined;
};

/*
 * On a narrow screen a row becomes a card: the roles are written out because a changed `display` takes
 * the table's own semantics away.
 */
export function DataTableBody<Row extends RowData>(props: DataTableBodyProps<Row>) {
  const { table, columnById, hasSelection, getRowLabel, onRowOpen, openRowId } = props;
  const open = (event: MouseEvent, row: Row) => {
    const isControl = event.target instanceof Element && event.target.closest(interactive);
    if (!isControl && !globalThis.getSelection()?.toString()) onRowOpen?.(row);
  };
  return (
    <tbody role="rowgroup" className="divide-y divide-line @max-2xl:block">
      {table.getRowModel().rows.map((row) => (
        <tr
          key={row.id}
          role="row"
          aria-selected={hasSelection ? row.getIsSelected() : undefined}
          onClick={onRowOpen ? (event) => open(event, row.original) : undefined}
          className={cn(
            'group/row relative @max-2xl:grid @max-2xl:grid-cols-2 @max-2xl:gap-x-4 @max-2xl:gap-y-2 @max-2xl:px-4 @max-2xl:py-3.5',
            hasSelection && '@max-2xl:pl-11',
            onRowOpen && 'cursor-pointer hover:bg-hover/70',
            (row.getIsSelected() || row.id === openRowId) && 'bg-selected hover:bg-selected',
          )}
        >
          {hasSelection && (
            <td
              role="cell"
              className="w-10 pl-3 @max-2xl:absolute @max-2xl:top-4 @max-2xl:left-0.5"
            >
              <Checkbox
                aria-label={`Select ${getRowLabel?.(row.original) ?? row.id}`}
                checked={row.getIsSelected()}
                disabled={!row.getCanSelect()}
                onCheckedChange={(isChecked) => row.toggleSelected(isChecked)}
              />
            </td>
          )}
          {row.getVisibleCells().map((cell, index) => {
            const column = columnById.get(cell.column.id);
            return (
              <td
                key={cell.id}
                role="cell"
                className={cn(
                  'h-10 px-3 py-1.5 align-middle text-ink @max-2xl:h-auto @max-2xl:min-w-0 @max-2xl:p-0 @max-2xl:text-left',
                  column?.align === 'end' && 'text-right',
                  index === 0 && '@max-2xl:col-span-full',
                  column?.className,
                )}
              >
                {index > 0 && (
                  <span className="mb-0.5 block text-2xs text-subtle @2xl:hidden">
                    {column?.header}
                  </span>
                )}
                {column?.cell(row.original)}
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}

/** Rows to come. They are a picture only: to a screen reader the table is busy and has no rows yet. */
export function DataTableLoading({ columnCount }: { columnCount: number }) {
  return (
    <tbody aria-hidden="true" className="divide-y divide-line">
      {Array.from({ length: loadingRows }, (_, row) => (
        <tr key={row} className="@max-2xl:block">
          {Array.from({ length: Math.max(1, columnCount) }, (_unused, column) => (
            <td key={column} className="h-10 px-3 @max-2xl:block @max-2xl:nth-[n+3]:hidden">
              <Skeleton className={column === 0 ? 'h-3.5 w-36' : 'h-3 w-20'} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
