import { MoneySettings } from '@freehold/core-contracts/tenants';
import { expect, it } from 'vitest';
import { listMoneyChanges, moneyFields, readDraft, toDraft, toRate } from './money-draft.ts';

const settings = MoneySettings.parse({
  fee: { flat: '0.25', rate: '0.0125', minimum: '0', maximum: '50' },
  tax: { isEnabled: true, threshold: '1000', bands: [{ fromAmount: '0', rate: '0.005' }] },
});

function leaves(value: unknown, path: string): string[] {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, path === '' ? key : `${path}.${key}`),
  );
}

it('every setting of money is on the page, and nothing else is', () => {
  const shown = [...moneyFields.map(({ path }) => path), 'tax.isEnabled', 'tax.bands'];
  expect(shown.toSorted()).toEqual(leaves(settings, '').toSorted());
});

it('what was not touched comes back as it was', () => {
  expect(readDraft(toDraft(settings))).toEqual({ isGood: true, settings });
  expect(listMoneyChanges(settings, settings)).toEqual([]);
});

it.each([
  ['0', '0'],
  ['100', '1'],
  ['1.25', '0.0125'],
  ['0.0000001', '0.000000001'],
  ['12', '0.12'],
  ['a', 'a'],
])('%s %% is the share %s', (percent, rate) => {
  expect(toRate(percent)).toBe(rate);
});

it('what cannot be sent is named by its field', () => {
  const draft = toDraft(settings);
  const reading = readDraft({
    ...draft,
    texts: { ...draft.texts, 'fee.flat': '1,5', 'risk.reviewAt': '102', 'fee.rate': '101' },
    bands: [{ fromAmount: '', rate: '1' }],
  });
  expect(reading.isGood ? [] : Object.keys(reading.problems).toSorted()).toEqual([
    'fee.flat',
    'fee.rate',
    'risk.reviewAt',
    'tax.bands.0.fromAmount',
  ]);
});

it('an upper bound that is emptied is none at all', () => {
  const draft = toDraft(settings);
  const reading = readDraft({ ...draft, texts: { ...draft.texts, 'fee.maximum': ' ' } });
  expect(reading.isGood && listMoneyChanges(settings, reading.settings)).toEqual([
    { label: 'At most', from: '50', to: 'none' },
  ]);
});
