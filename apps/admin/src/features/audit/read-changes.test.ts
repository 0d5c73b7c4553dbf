import { expect, it } from 'vitest';
import { readChanges } from './read-changes.ts';

it('before and after become one row per field of either side', () => {
  expect(
    readChanges({ before: { status: 'OPEN' }, after: { status: 'APPROVED', version: 2 } }),
  ).toEqual([
    { field: 'status', before: 'OPEN', after: 'APPROVED' },
    { field: 'version', before: undefined, after: '2' },
  ]);
});

it('a field that was emptied shows so', () => {
  expect(readChanges({ before: { assigneeId: 'a' }, after: { assigneeId: null } })).toEqual([
    { field: 'assigneeId', before: 'a', after: '∅' },
  ]);
});

it('pairs per field are read in both of their spellings', () => {
  expect(readChanges({ a: { before: 1, after: 2 }, b: { from: 'x', to: 'y' }, c: 'z' })).toEqual([
    { field: 'a', before: '1', after: '2' },
    { field: 'b', before: 'x', after: 'y' },
    { field: 'c', before: undefined, after: 'z' },
  ]);
});

it('no change is an empty list, and a foreign shape is left alone', () => {
  expect(readChanges({})).toEqual([]);
  expect(readChanges(null)).toEqual([]);
  expect(readChanges([1])).toBeNull();
});
