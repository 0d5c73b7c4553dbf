import { expect, test } from 'vitest';
import { usageRange } from './usage-range.ts';

const now = new Date('2026-03-01T12:34:56Z');

test('a day is seen by the hour, up to the end of this one', () => {
  expect(usageRange('day', now)).toEqual({
    from: new Date('2026-02-28T13:00:00Z'),
    to: new Date('2026-03-01T13:00:00Z'),
    bucket: 'HOUR',
  });
});

test('a month is seen by the day, today included', () => {
  expect(usageRange('month', now)).toEqual({
    from: new Date('2026-01-31T00:00:00Z'),
    to: new Date('2026-03-02T00:00:00Z'),
    bucket: 'DAY',
  });
});
