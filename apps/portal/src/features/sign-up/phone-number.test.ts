import { expect, test } from 'vitest';
import { joinPhone, listDialEntries, splitPhone } from './phone-number.ts';

const country = (code: string, dialPrefix: string | null) => ({
  code,
  nameEn: code,
  nameFr: code,
  dialPrefix,
});
const entries = listDialEntries([
  country('US', '+1'),
  country('CA', '1'),
  country('BB', '+1 246'),
  country('CH', '+41'),
  country('AQ', null),
]);

test('prefixes are bare digits, and countries without one are left out', () => {
  expect(entries.map(({ prefix }) => prefix)).toEqual(['1', '1', '1246', '41']);
});

test('a national number gets the prefix, an international one keeps its own', () => {
  expect(joinPhone('41', ' 079 123 45 67')).toBe('+41 079 123 45 67');
  expect(joinPhone('41', '+33 6 12 34 56 78')).toBe('+33 6 12 34 56 78');
  expect(joinPhone('41', '0033 6 12')).toBe('+33 6 12');
  expect(joinPhone('41', '  ')).toBe('');
});

test('the longest prefix wins, and the preferred country among equals', () => {
  expect(splitPhone('+12465551234', entries, 'CA')).toEqual({ code: 'BB', rest: '5551234' });
  expect(splitPhone('+14165551234', entries, 'CA')).toEqual({ code: 'CA', rest: '4165551234' });
  expect(splitPhone('+14165551234', entries, null)?.code).toBe('US');
  expect(splitPhone('+999', entries, null)).toBeNull();
});
