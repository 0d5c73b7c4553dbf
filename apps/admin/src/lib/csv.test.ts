import { expect, it } from 'vitest';
import { toCsv, type CsvColumn } from './csv.ts';

type Row = { number: bigint; name: string; note: string | null };

const columns: CsvColumn<Row>[] = [
  ['number', (row) => row.number.toString()],
  ['name', (row) => row.name],
  ['note', (row) => row.note],
];

it('a row keeps its numbers exactly and its quotes escaped', () => {
  const rows = [{ number: 9_007_199_254_740_993n, name: 'Ada "Countess" L', note: null }];
  expect(toCsv(columns, rows, true)).toBe(
    'number,name,note\r\n"9007199254740993","Ada ""Countess"" L",""\r\n',
  );
});

it.each(['=HYPERLINK("x")', '+1', '\tx', ' =1', '\u00a0@a', '\uff1d1'])(
  'text that a spreadsheet would run as a formula is made harmless: %j',
  (note) => {
    const line = toCsv(columns, [{ number: 1n, name: 'a', note }], false);
    expect(line).toContain(`"'${note.replaceAll('"', '""')}"`);
  },
);
