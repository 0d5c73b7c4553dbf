import { toCsvText } from '@freehold/core-contracts/csv';

export type CsvColumn<Row> = readonly [name: string, read: (row: Row) => string | null];

/** Rows as CSV lines, with the names of the columns first where `hasHeader`. */
export function toCsv<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
  hasHeader: boolean,
): string {
  const lines = rows.map((row) => columns.map(([, read]) => toCsvText(read(row) ?? '')).join(','));
  if (hasHeader) lines.unshift(columns.map(([name]) => name).join(','));
  return `${lines.join('\r\n')}\r\n`;
}
