// What a spreadsheet takes for a formula, also behind blanks and in full width, and what ends a cell.
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/u;

/**
 * A text as a cell of CSV (RFC 4180): in quotes, and behind an apostrophe where a spreadsheet would
 * take it for a formula. What people typed is never run on the desk of whoever opens the file.
 */
export function toCsvText(value: string): string {
  const text = formula.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
