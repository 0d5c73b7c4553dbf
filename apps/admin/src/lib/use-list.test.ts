import { expect, test, vi } from 'vitest';
import { useList } from './use-list.ts';

test('another order begins on the first page, written as the address has it', () => {
  const onSearchChange = vi.fn();
  const search = { page: 3, hide: [], q: 'ada' };
  const list = useList({ search, onSearchChange }, [], undefined, 'people');
  list.sort({ field: 'createdAt', direction: 'desc' });
  list.sort({ field: 'name', direction: 'asc' });
  expect(onSearchChange.mock.calls).toStrictEqual([
    [{ page: undefined, sort: '-createdAt' }],
    [{ page: undefined, sort: 'name' }],
  ]);
});
