import { expect, it } from 'vitest';
import { z } from 'zod';
import {
  flagParam,
  listParam,
  listSearchShape,
  parseSearch,
  readSort,
  sortParam,
  stringifySearch,
  writeSort,
} from './search-params.ts';

const Search = z.object({
  ...listSearchShape,
  status: listParam(z.enum(['OPEN', 'DENIED'])),
  overdue: flagParam,
  sort: sortParam(['openedAt', 'riskScore']),
});

it('an address that was written reads back the same', () => {
  const search = {
    page: 3,
    q: 'a,b & c',
    status: ['OPEN', 'DENIED'],
    overdue: true,
    sort: '-riskScore',
  };
  const text = stringifySearch(search);
  expect(text).toContain('status=OPEN,DENIED');
  expect(Search.parse(parseSearch(text))).toEqual(search);
});

it('what an address says wrongly is dropped and the rest stays', () => {
  expect(Search.parse(parseSearch('page=-4&limit=1e9&status=NONSENSE&sort=email&q=x'))).toEqual({
    q: 'x',
  });
});

it('defaults leave the address empty', () => {
  expect(stringifySearch({ page: undefined, q: undefined })).toBe('');
});

it('a sort is one word, with a minus for downwards', () => {
  expect(readSort('-riskScore', { field: 'openedAt', direction: 'asc' })).toEqual({
    field: 'riskScore',
    direction: 'desc',
  });
  expect(writeSort({ field: 'openedAt', direction: 'asc' })).toBe('openedAt');
});
