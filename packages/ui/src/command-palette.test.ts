import { expect, it } from 'vitest';
import { matchingGroups, type CommandItem } from './command-palette.tsx';

const item = (label: string, more: Partial<CommandItem> = {}): CommandItem => ({
  id: label,
  label,
  onSelect: () => undefined,
  ...more,
});
const labels = (query: string, items: CommandItem[]) =>
  matchingGroups([{ heading: 'All', items }], query).flatMap((group) =>
    group.items.map((each) => each.label),
  );

it('an item is found by every word of its name and keywords, in any order and case', () => {
  const items = [item('Audit log', { keywords: ['history'] }), item('Users')];
  expect(labels('HIST aud', items)).toEqual(['Audit log']);
  expect(labels('audit users', items)).toEqual([]);
});

it('what the server has found stays whatever its words are', () => {
  expect(labels('zzz', [item('Anselm', { isMatched: true }), item('Users')])).toEqual(['Anselm']);
});

it('without a query everything is shown, and empty groups are not', () => {
  expect(labels('', [item('Users')])).toEqual(['Users']);
  expect(matchingGroups([{ heading: 'None', items: [] }], '')).toEqual([]);
});
