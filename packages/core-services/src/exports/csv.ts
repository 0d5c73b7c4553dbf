import { toCsvText } from '@freehold/core-contracts/csv';
import { DecimalText } from '@freehold/core-contracts/ids';

/** An amount: written as its digits, a sign in front of them is no formula. */
export interface DecimalCell {
  readonly decimal: string;
}

/** What a cell may hold; a date becomes ISO 8601 in UTC. */
export type Cell = string | number | bigint | boolean | Date | DecimalCell | null;

/** Marks the text as UTF-8 for spreadsheets, which otherwise read it as something older. */
export const byteOrderMark = '\u{feff}';

/** A line of CSV (RFC 4180); texts cannot be run as formulas. */
export function toCsvLine(cells: readonly Cell[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(value: Cell): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return DecimalText.parse(value.decimal);
  return typeof value === 'string' ? toCsvText(value) : String(value);
}

/** An amount as it stands in a view; null stays an empty cell. */
export function toDecimalCell(decimal: string | null): Cell {
  return decimal === null ? null : { decimal };
}
