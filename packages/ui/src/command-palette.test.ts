import { expect, it } from 'vitest';
import { matchingGroups, selectedValue, type CommandItem } from './command-palette.tsx';

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

it('the first item is selected, also when it comes after the others', () => {
  const commands = { heading: 'Commands', items: [item('Create user')] };
  const people = { heading: 'People', items: [item('Amara')] };
  expect(selectedValue([commands], 'amara', undefined)).toBe('Create user Create user');
  expect(selectedValue([people, commands], 'amara', undefined)).toBe('Amara Amara');
});

it('what a person moved to stays selected until they type on or it is gone', () => {
  const groups = [{ heading: 'All', items: [item('Audit'), item('Users')] }];
  const moved = { query: 'u', value: 'Users Users' };
  expect(selectedValue(groups, 'u', moved)).toBe('Users Users');
  expect(selectedValue(groups, 'us', moved)).toBe('Audit Audit');
  expect(selectedValue([{ heading: 'All', items: [item('Audit')] }], 'u', moved)).toBe(
    'Audit Audit',
  );
  expect(selectedValue([], 'u', moved)).toBe('');
});
