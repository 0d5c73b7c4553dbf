import { columnsHiddenAtFirst } from '@freehold/ui/list-view-menu';
import type { DataColumn } from '@freehold/ui/data-table';
import type { PaginationProps } from '@freehold/ui/pagination';
import type { ReactNode } from 'react';
import { writeSort, type ListSearch, type SortSetting } from './search-params.ts';

export const defaultLimit = 25;

export type ListControls<Search extends ListSearch> = {
  search: Search;
  /** Merges into the address; a change of filters goes back to the first page. */
  onSearchChange: (patch: Partial<Search>) => void;
  /** The operator's saved views of this list, where it has any. */
  views?: ReactNode;
};

type Page = { page: number; limit: number; total: number; totalPages: number };

export type ListState<Search> = {
  hiddenColumns: string[];
  onHiddenColumnsChange: (hide: string[] | undefined) => void;
  filter: (change: Partial<Search>) => void;
  sort: (sort: SortSetting<string>) => void;
  open: (id: string | undefined) => void;
  pagination: PaginationProps | undefined;
  views: ReactNode;
};

const columnsKey = (noun: string) => `freehold-columns-${noun}`;

/** Columns that were hidden in this list before, on this device. */
function rememberedColumns(noun: string): string[] | undefined {
  return localStorage.getItem(columnsKey(noun))?.split(',').filter(Boolean);
}

function rememberColumns(noun: string, hide: string[] | undefined): void {
  if (hide) localStorage.setItem(columnsKey(noun), hide.join(','));
  else localStorage.removeItem(columnsKey(noun));
}

/** Page, limit, hidden columns and the opened row, read from and written to the address. */
export function useList<Search extends ListSearch, Row>(
  { search, onSearchChange, views }: ListControls<Search>,
  columns: readonly DataColumn<Row>[],
  page: Page | undefined,
  noun: string,
): ListState<Search> {
  const patch = (change: ListSearch) => onSearchChange(change as Partial<Search>);
  return {
    hiddenColumns: search.hide ?? rememberedColumns(noun) ?? columnsHiddenAtFirst(columns),
    onHiddenColumnsChange: (hide: string[] | undefined) => {
      rememberColumns(noun, hide);
      patch({ hide });
    },
    views,
    filter: (change: Partial<Search>) => onSearchChange({ page: undefined, ...change }),
    // A table offers what the server sorts by, and that is what the search takes.
    sort: (sort: SortSetting<string>) => patch({ page: undefined, sort: writeSort(sort) }),
    open: (id: string | undefined) => patch({ open: id }),
    pagination: page && {
      page: page.page,
      limit: page.limit,
      total: page.total,
      totalPages: page.totalPages,
      noun,
      onPageChange: (next: number) => patch({ page: next === 1 ? undefined : next }),
      onLimitChange: (limit: number) =>
        patch({ limit: limit === defaultLimit ? undefined : limit, page: undefined }),
    },
  };
}

/** Page and limit for a procedure. */
export function pageInput(search: ListSearch): { page: number; limit: number } {
  return { page: search.page ?? 1, limit: search.limit ?? defaultLimit };
}

/** Only those entries that are set: inputs are strict, and undefined is not the same as absent. */
export function defined<T extends object>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
