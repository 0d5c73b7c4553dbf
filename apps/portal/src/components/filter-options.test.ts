import { expect, test } from 'vitest';
import { filterOptions } from './filter-options.ts';

const options = [
  { value: 'AE', label: 'United Arab Emirates' },
  { value: 'CI', label: 'Côte d’Ivoire' },
  { value: 'FR', label: 'France' },
  { value: 'PF', label: 'French Polynesia' },
  { value: 'GB', label: 'United Kingdom' },
  { value: 'CH', label: 'Switzerland' },
];
const found = (typed: string) => filterOptions(options, typed).map((option) => option.value);

test('accents, apostrophes and capitals do not matter', () => {
  expect(found('cote d ivoire')).toEqual(['CI']);
  expect(found("COTE D'I")).toEqual(['CI']);
});

test('beginnings come before words inside, words before parts', () => {
  expect(found('fr')).toEqual(['FR', 'PF']);
  expect(found('king')).toEqual(['GB']);
  expect(found('an')).toEqual(['FR', 'CH']);
});

test('a code finds its country', () => {
  expect(found('gb')).toEqual(['GB']);
});

test('nothing typed shows everything, nonsense nothing', () => {
  expect(found(' ')).toHaveLength(options.length);
  expect(found('zzz')).toEqual([]);
});
