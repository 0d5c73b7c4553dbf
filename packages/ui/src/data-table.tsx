import {
  useTable,
  type ColumnDef,
  type RowData,
  type RowSelectionState,
  type Updater,
} from '@tanstack/react-table';
import { useMemo, type ReactNode } from 'react';
import { cn } from './class-names.tsx';
import { DataTableBody, DataTableLoading } from './data-table-body.tsx';
import { DataTableHead } from './data-table-head.tsx';
import {
  features,
  type DataColumn,
  type DataTableFeatures,
  type DataTableSort,
} from './data-table-types.tsx';
import { Pagination, type PaginationProps } from './pagination.tsx';

export type { DataColumn, DataTableSort } from './data-table-types.tsx';

export type DataTableProps<Row extends RowData> = {
  /** Name of the table, read out. */
  label: string;
  columns: readonly DataColumn<Row>[];
  /** Undefined while the first page is under way. */
  rows: readonly Row[] | undefined;
  getRowId: (row: Row) => string;
  sort?: DataTableSort;
  onSortChange?: (sort: DataTableSort) => void;
  hiddenColumns?: readonly string[];
  selectedIds?: readonly string[];
  onSelectedIdsChange?: (ids: string[]) => void;
  canSelectRow?: (row: Row) => boolean;
  /** Names a row for its checkbox. */
  getRowLabel?: (row: Row) => string;
  onRowOpen?: (row: Row) => void;
  /** Row shown in a panel beside, so that it stays marked. */
  openRowId?: string | undefined;
  isRefreshing?: boolean;
  /** Instead of the rows: an error or forbidden state. */
  problem?: ReactNode;
  /** When there are no rows. */
  empty: ReactNode;
  pagination?: PaginationProps | undefined;
};

function useServerTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { columns, rows, getRowId, sort, onSortChange, hiddenColumns = [] } = props;
  const { selectedIds, onSelectedIdsChange, canSelectRow } = props;
  const definitions = useMemo(() => columns.map(toDefinition), [columns]);
  const data = useMemo(() => rows ?? [], [rows]);
  const sorting = sort ? [{ id: sort.field, desc: sort.direction === 'desc' }] : [];
  const rowSelection: RowSelectionState = Object.fromEntries(
    (selectedIds ?? []).map((id) => [id, true]),
  );
  return useTable({
    features,
    columns: definitions,
    data,
    getRowId: (row: Row) => getRowId(row),
    manualSorting: true,
    enableSortingRemoval: false,
    enableRowSelection: onSelectedIdsChange ? (row) => canSelectRow?.(row.original) ?? true : false,
    state: {
      sorting,
      rowSelection,
      columnVisibility: Object.fromEntries(hiddenColumns.map((id) => [id, false])),
    },
    onRowSelectionChange: (updater: Updater<RowSelectionState>) => {
      const next = typeof updater === 'function' ? updater(rowSelection) : updater;
      onSelectedIdsChange?.(Object.keys(next).filter((id) => next[id]));
    },
    onSortingChange: (updater) => {
      const [first] = typeof updater === 'function' ? updater(sorting) : updater;
      if (first) onSortChange?.({ field: first.id, direction: first.desc ? 'desc' : 'asc' });
    },
  });
}

/** List of server rows: sorting, choice of columns, selection and pages are the caller's state. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { columns, rows, onSelectedIdsChange } = props;
  const table = useServerTable(props);
  const columnById = useMemo(
    () => new Map(columns.map((column) => [column.id, column])),
    [columns],
  );
  const parts = { table, columnById, hasSelection: onSelectedIdsChange !== undefined };
  return (
    <div className="@container">
      {props.problem ?? (
        <div
          role="region"
          aria-label={props.label}
          tabIndex={0}
          className={cn(
            'overflow-x-auto transition-opacity focus-visible:outline-offset-[-2px]',
            props.isRefreshing && 'opacity-60',
          )}
        >
          <table
            aria-label={props.label}
            aria-busy={rows === undefined || props.isRefreshing || undefined}
            role="table"
            className="w-full border-collapse text-sm @max-2xl:block"
          >
            <DataTableHead {...parts} />
            {rows === undefined ? (
              <DataTableLoading columnCount={table.getVisibleLeafColumns().length} />
            ) : (
              <DataTableBody
                {...parts}
                getRowLabel={props.getRowLabel}
                onRowOpen={props.onRowOpen}
                openRowId={props.openRowId}
              />
            )}
          </table>
          {rows?.length === 0 && props.empty}
        </div>
      )}
      {!props.problem && props.pagination && (
        <div className="border-t border-line">
          <Pagination {...props.pagination} />
        </div>
      )}
    </div>
  );
}

function toDefinition<Row extends RowData>(
  column: DataColumn<Row>,
): ColumnDef<DataTableFeatures, Row> {
  return {
    id: column.id,
    // Sorting is the server's; the table only wants to know that there is something to sort by.
    accessorFn: () => null,
    header: column.header,
    cell: ({ row }) => column.cell(row.original),
    enableSorting: column.isSortable ?? false,
    enableHiding: !column.isAlwaysShown,
  };
}
