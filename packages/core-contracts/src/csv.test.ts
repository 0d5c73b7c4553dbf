import { describe, expect, test } from 'vitest';
import { toCsvText } from './csv.ts';

describe('a text in a file of a list', () => {
  test.each([
    ...['=1+1', '+1', '-1', '@a', '\tx', '\rx', '\n=1'],
    ...['  =1', '\u00a0=1', '\u3000@a', '\ufeff=1'],
    ...['\uff1d1', '\uff0b1', '\uff0d1', '\uff20a', ' \uff1d1'],
  ])('that a spreadsheet would run is made harmless: %j', (text) => {
    expect(toCsvText(text)).toBe(`"'${text}"`);
  });

  test.each(['Ada', 'a=b', '1+1', 'ada@people.test', ''])('of any other kind stays: %j', (text) => {
    expect(toCsvText(text)).toBe(`"${text}"`);
  });

  test('ends where its last quote is', () => {
    expect(toCsvText('Ada "Countess", L')).toBe('"Ada ""Countess"", L"');
  });
});
