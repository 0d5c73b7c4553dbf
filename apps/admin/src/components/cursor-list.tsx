import { Button } from '@freehold/ui/button';
import { DataTable, type DataColumn } from '@freehold/ui/data-table';
import { ListViewMenu } from '@freehold/ui/list-view-menu';
import { EmptyState } from '@freehold/ui/states';
import type { ReactNode } from 'react';
import type { ListState } from '../lib/use-list.ts';
import { ListFrame } from './page.tsx';
import { Problem } from './problem.tsx';

export type CursorListProps<Row extends object> = {
  label: string;
  columns: readonly DataColumn<Row>[];
  getRowId: (row: Row) => string;
  onRowOpen?: (row: Row) => void;
  list: ListState<never>;
  query: {
    data: { pages: readonly { items: readonly Row[] }[] } | undefined;
    error: unknown;
    refetch: () => unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
    isPlaceholderData: boolean;
  };
  filters?: ReactNode;
  tools?: ReactNode;
  empty: { icon: ReactNode; title: string; description: string };
  isFiltered?: boolean;
  /** What comes next, in words. */
  moreLabel: string;
};

/** A list that goes on where it stopped: what is too long to be counted. */
export function CursorList<Row extends object>(props: CursorListProps<Row>) {
  const { list, query, filters, tools, empty, isFiltered = false, moreLabel, ...table } = props;
  return (
    <ListFrame
      filters={filters}
      tools={
        <>
          {tools}
          <ListViewMenu
            columns={table.columns}
            hiddenColumns={list.hiddenColumns}
            onHiddenColumnsChange={list.onHiddenColumnsChange}
          />
        </>
      }
    >
      <DataTable
        {...table}
        rows={query.data?.pages.flatMap((page) => page.items)}
        hiddenColumns={list.hiddenColumns}
        isRefreshing={query.isPlaceholderData}
        problem={
          Boolean(query.error) && !query.data ? (
            <Problem error={query.error} onRetry={() => void query.refetch()} />
          ) : undefined
        }
        empty={
          <EmptyState
            icon={empty.icon}
            title={isFiltered ? 'Nothing matches these filters' : empty.title}
            description={isFiltered ? 'Take a filter away to see more.' : empty.description}
          />
        }
      />
      {query.hasNextPage && (
        <div className="grid place-items-center border-t border-line p-2.5">
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {moreLabel}
          </Button>
        </div>
      )}
    </ListFrame>
  );
}
