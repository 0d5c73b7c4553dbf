import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsvLine } from './csv.ts';

test.each([
  ['=1+1', `"'=1+1"`],
  ['+33612345678', `"'+33612345678"`],
  ['-2+3', `"'-2+3"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['  =1', `"'  =1"`],
  ['\u00a0=1', `"'\u00a0=1"`],
  ['＝1+1', `"'＝1+1"`],
  ['＠x', `"'＠x"`],
  ['Ada "the" Countess, of', '"Ada ""the"" Countess, of"'],
  ['two\nlines', '"two\nlines"'],
  ['', '""'],
])('%j is written as %j', (text, cell) => {
  expect(toCsvLine([text])).toBe(`${cell}\r\n`);
});

test('what is no text is written as it is', () => {
  const line = toCsvLine([null, -5, 12n, true, new Date('2026-01-02T03:04:05.678Z')]);
  expect(line).toBe(',-5,12,true,2026-01-02T03:04:05.678Z\r\n');
});

/** RFC 4180, read strictly: every cell is in quotes. */
function readCells(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/gu)].map(([, cell = '']) =>
    cell.replaceAll('""', '"'),
  );
}

test('an amount is written as its digits, and nothing else passes for one', () => {
  expect(toCsvLine([{ decimal: '-12.5' }, { decimal: '0' }])).toBe('-12.5,0\r\n');
  expect(() => toCsvLine([{ decimal: '-2+3' }])).toThrow();
});

test('any texts come back as they were, none as a formula', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (cells) => {
      const read = readCells(toCsvLine(cells));
      expect(
        read.map((cell, index) => cell === cells[index] || cell === `'${cells[index]}`),
      ).toEqual(cells.map(() => true));
      for (const cell of read) expect(cell).not.toMatch(/^\s*[=+\-@]/u);
    }),
  );
});
