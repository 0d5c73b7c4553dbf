import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toAuditInput } from '../features/audit/use-audit.ts';
import { transfersFilters } from '../features/transfers/use-transfers.ts';
import { statementFilter } from '../features/wallets/use-wallets.ts';
import { toMoments } from './days.ts';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('days of a filter', () => {
  test.each([
    ['UTC', '2026-03-29', '2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-30T00:00:00.000Z'],
    // The clocks go forward: a day of 23 hours.
    [
      'Europe/Zurich',
      ...['2026-03-29', '2026-03-29'],
      ...['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ],
    // And back, at the end of a month.
    [
      'Europe/Zurich',
      ...['2026-10-24', '2026-10-31'],
      ...['2026-10-23T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
    ],
    [
      'Pacific/Auckland',
      ...['2026-12-31', '2026-12-31'],
      ...['2026-12-30T11:00:00.000Z', '2026-12-31T11:00:00.000Z'],
    ],
  ])('are the viewer’s in %s, and end where the next begins', (zone, from, to, start, end) => {
    process.env['TZ'] = zone;
    const moments = toMoments({ from, to });
    expect([moments.from?.toISOString(), moments.to?.toISOString()]).toEqual([start, end]);
  });

  test('may be open at either end', () => {
    expect(toMoments({})).toEqual({ from: undefined, to: undefined });
  });
});

describe('every list', () => {
  beforeEach(() => {
    process.env['TZ'] = 'Asia/Tokyo';
  });

  test('asks for the same moments', () => {
    const days = { from: '2026-05-01', to: '2026-05-31' };
    const moments = {
      from: new Date('2026-04-30T15:00:00.000Z'),
      to: new Date('2026-05-31T15:00:00.000Z'),
    };
    const window = { page: 1, limit: 25 } as const;
    expect(transfersFilters({ ...window, ...days })).toMatchObject(moments);
    expect(toAuditInput({ ...window, ...days })).toMatchObject(moments);
    expect(statementFilter('w', { ...days })).toMatchObject(moments);
  });
});
