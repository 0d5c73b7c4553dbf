import { DecimalText } from '@freehold/core-contracts/ids';

/** An amount: written as its digits, a sign in front of them is no formula. */
export interface DecimalCell {
  readonly decimal: string;
}

/** What a cell may hold; a date becomes ISO 8601 in UTC. */
export type Cell = string | number | bigint | boolean | Date | DecimalCell | null;

/** Marks the text as UTF-8 for spreadsheets, which otherwise read it as something older. */
export const byteOrderMark = '\u{feff}';

// What a spreadsheet takes for a formula, also behind blanks and in full width, and what ends a cell.
const formula = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/u;

/**
 * A line of CSV (RFC 4180): every text in quotes, and behind an apostrophe where a spreadsheet would
 * take it for a formula. What people typed is never run on the desk of whoever opens the file.
 */
export function toCsvLine(cells: readonly Cell[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(value: Cell): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return DecimalText.parse(value.decimal);
  if (typeof value !== 'string') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

/** An amount as it stands in a view; null stays an empty cell. */
export function toDecimalCell(decimal: string | null): Cell {
  return decimal === null ? null : { decimal };
}
