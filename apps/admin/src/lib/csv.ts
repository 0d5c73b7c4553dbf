export type CsvColumn<Row> = readonly [name: string, read: (row: Row) => string | null];

/** Quoted as RFC 4180 wants it; a leading sign is made harmless, because spreadsheets run it as a formula. */
function cell(value: string | null): string {
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Rows as CSV lines, with the names of the columns first where `hasHeader`. */
export function toCsv<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
  hasHeader: boolean,
): string {
  const lines = rows.map((row) => columns.map(([, read]) => cell(read(row))).join(','));
  if (hasHeader) lines.unshift(columns.map(([name]) => name).join(','));
  return `${lines.join('\r\n')}\r\n`;
}
