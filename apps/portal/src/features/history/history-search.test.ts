import { expect, test } from 'vitest';
import { countNarrowed, HistorySearch, isNarrowed, toFilter } from './history-search.ts';

const walletId = '0197a000-0000-7000-8000-000000000001';

test('what does not fit falls out of the address, and the rest stays', () => {
  const search = HistorySearch.parse({ type: 'STOLEN', from: '2026-13-01', minimum: 'much' });
  expect(search).toEqual({});
  expect(HistorySearch.parse({ wallet: walletId, type: 'SENT' })).toEqual({
    wallet: walletId,
    type: 'SENT',
  });
});

test('digits that the address gave back as a number are money again, unless some were lost', () => {
  expect(HistorySearch.parse({ minimum: 25, maximum: '30.5' })).toEqual({
    minimum: '25',
    maximum: '30.5',
  });
  expect(HistorySearch.parse({ minimum: Number('12345678901234567890') })).toEqual({});
});

test('the last day is shown to its end', () => {
  const filter = toFilter({ from: '2026-03-28', until: '2026-03-29' }, walletId);
  expect(filter.from).toEqual(new Date(2026, 2, 28));
  expect(filter.to).toEqual(new Date(2026, 2, 30));
});

test('the wallet alone narrows nothing', () => {
  expect(isNarrowed({ wallet: walletId })).toBe(false);
  expect(isNarrowed({ wallet: walletId, type: 'FEE' })).toBe(true);
  expect(
    countNarrowed({ wallet: walletId, type: 'FEE', from: '2026-01-01', until: undefined }),
  ).toBe(2);
});
