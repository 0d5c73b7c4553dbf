import { DataTable, type DataTableProps } from '@freehold/ui/data-table';
import { ListViewMenu } from '@freehold/ui/list-view-menu';
import { EmptyState } from '@freehold/ui/states';
import type { ReactNode } from 'react';
import { Button } from '@freehold/ui/button';
import type { PaginationProps } from '@freehold/ui/pagination';
import type { ListState } from '../lib/use-list.ts';
import { ListFrame } from './page.tsx';
import { Problem } from './problem.tsx';

type TableProps<Row extends object> = Pick<
  DataTableProps<Row>,
  | 'label'
  | 'columns'
  | 'getRowId'
  | 'getRowLabel'
  | 'sort'
  | 'onSortChange'
  | 'selectedIds'
  | 'onSelectedIdsChange'
  | 'canSelectRow'
  | 'onRowOpen'
  | 'openRowId'
>;

export type QueryListProps<Row extends object> = TableProps<Row> & {
  list: ListState<never>;
  query: {
    data: { items: readonly Row[] } | undefined;
    error: unknown;
    refetch: () => unknown;
    isPlaceholderData: boolean;
  };
  filters?: ReactNode;
  tools?: ReactNode;
  /** Between filters and rows: what is chosen, and what may be done with it. */
  banner?: ReactNode;
  empty: { icon: ReactNode; title: string; description: string };
  /** True while filters narrow the list: emptiness then says something else. */
  isFiltered?: boolean;
};

/** A list as the server pages it: filters, columns, rows, and the states between. */
export function QueryList<Row extends object>(props: QueryListProps<Row>) {
  const { list, query, filters, tools, banner, empty, isFiltered = false, ...table } = props;
  return (
    <ListFrame
      filters={filters}
      tools={
        <>
          {tools}
          {list.views}
          <ListViewMenu
            sort={table.sort}
            onSortChange={table.onSortChange}
            columns={table.columns}
            hiddenColumns={list.hiddenColumns}
            onHiddenColumnsChange={list.onHiddenColumnsChange}
          />
        </>
      }
    >
      {banner}
      <DataTable
        {...table}
        rows={query.data?.items}
        hiddenColumns={list.hiddenColumns}
        isRefreshing={query.isPlaceholderData}
        pagination={list.pagination}
        problem={
          Boolean(query.error) && !query.data ? (
            <Problem error={query.error} onRetry={() => void query.refetch()} />
          ) : undefined
        }
        empty={<NoRows pagination={list.pagination} empty={empty} isFiltered={isFiltered} />}
      />
    </ListFrame>
  );
}

type NoRowsProps = {
  pagination: PaginationProps | undefined;
  empty: { icon: ReactNode; title: string; description: string };
  isFiltered: boolean;
};

function NoRows({ pagination, empty, isFiltered }: NoRowsProps) {
  if (pagination && pagination.total > 0) {
    return (
      <EmptyState
        icon={empty.icon}
        title="This page is past the end"
        description="There are fewer rows than the address says."
        action={<Button onClick={() => pagination.onPageChange(1)}>To the first page</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={empty.icon}
      title={isFiltered ? 'Nothing matches these filters' : empty.title}
      description={isFiltered ? 'Take a filter away to see more.' : empty.description}
    />
  );
}
