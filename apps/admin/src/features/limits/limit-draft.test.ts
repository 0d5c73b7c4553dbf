import { expect, it } from 'vitest';
import { readDraft, toDraft } from './limit-draft.ts';

const nothing = toDraft(undefined);

it('an empty field says nothing, and zero allows none', () => {
  expect(readDraft({ ...nothing, maxPerDay: '0', maxCountPerHour: '0' })).toEqual({
    isGood: true,
    values: {
      maxPerTransfer: null,
      maxPerDay: '0',
      maxPerMonth: null,
      maxCountPerDay: null,
      maxCountPerMonth: null,
      maxCountPerHour: 0,
    },
  });
});

it('spaces that group digits fall away, and the amount keeps all of them', () => {
  const reading = readDraft({ ...nothing, maxPerMonth: '123 456 789 012.123456789' });
  expect(reading.isGood && reading.values.maxPerMonth).toBe('123456789012.123456789');
});

it('what is no amount or no count is named by its field', () => {
  const reading = readDraft({ ...nothing, maxPerTransfer: '1,5', maxCountPerDay: '1.5' });
  expect(reading.isGood ? [] : Object.keys(reading.problems)).toEqual([
    'maxPerTransfer',
    'maxCountPerDay',
  ]);
});
