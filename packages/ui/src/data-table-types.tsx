import {
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  type ReactTable,
  type RowData,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';

export const features = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
});
export type DataTableFeatures = typeof features;

export type DataColumn<Row> = {
  /** Also the field the server sorts by. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  isSortable?: boolean;
  isAlwaysShown?: boolean;
  isHiddenAtFirst?: boolean;
  align?: 'start' | 'end';
  /** Classes of the cell, for widths. */
  className?: string;
};

export type DataTableSort = { field: string; direction: 'asc' | 'desc' };

export type DataTablePartProps<Row extends RowData> = {
  table: ReactTable<DataTableFeatures, Row>;
  columnById: ReadonlyMap<string, DataColumn<Row>>;
  hasSelection: boolean;
};
