import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMonths, nextEnd, termMonthsOf, tierOf } from './term.ts';

const at = (text: string) => new Date(text);

test.each([
  ['2026-01-31T12:34:56.789Z', 1, '2026-02-28T12:34:56.789Z'],
  ['2028-01-31T00:00:00.000Z', 1, '2028-02-29T00:00:00.000Z'],
  ['2028-02-29T23:59:59.999Z', 12, '2029-02-28T23:59:59.999Z'],
  ['2028-02-29T00:00:00.000Z', 48, '2032-02-29T00:00:00.000Z'],
  ['2026-12-31T10:00:00.000Z', 2, '2027-02-28T10:00:00.000Z'],
  ['2026-08-31T00:00:00.000Z', 1, '2026-09-30T00:00:00.000Z'],
  ['2026-03-29T01:30:00.000Z', 1, '2026-04-29T01:30:00.000Z'],
  ['1900-01-29T00:00:00.000Z', 1, '1900-02-28T00:00:00.000Z'],
  ['2000-01-29T00:00:00.000Z', 1, '2000-02-29T00:00:00.000Z'],
])('%s and %d months are %s', (from, months, to) => {
  expect(addMonths(at(from), months)).toEqual(at(to));
});

test('a term begun on the 31st goes on ending on the 31st wherever there is one', () => {
  const startedAt = at('2026-01-31T09:00:00Z');
  const ends: string[] = [];
  let end: Date | null = startedAt;
  for (let term = 0; term < 5 && end !== null; term += 1) {
    end = nextEnd('PREMIUM_MONTHLY', startedAt, end);
    ends.push(end?.toISOString().slice(0, 10) ?? '');
  }
  expect(ends).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30']);
});

test('an annual term from a leap day ends on 28 February, and on the 29th in leap years', () => {
  const startedAt = at('2028-02-29T00:00:00Z');
  expect(nextEnd('PREMIUM_ANNUAL', startedAt, startedAt)).toEqual(at('2029-02-28T00:00:00Z'));
  expect(nextEnd('PREMIUM_ANNUAL', startedAt, at('2031-06-01'))).toEqual(at('2032-02-29'));
});

test('FREE and ENTERPRISE do not run out; each plan makes its tier', () => {
  const now = at('2026-01-31');
  expect([nextEnd('FREE', now, now), nextEnd('ENTERPRISE', now, now)]).toEqual([null, null]);
  expect(termMonthsOf).toEqual({
    ...{ FREE: null, PREMIUM_MONTHLY: 1, PREMIUM_ANNUAL: 12, ENTERPRISE: null },
  });
  expect(tierOf).toEqual({
    ...{ FREE: 'FREE', PREMIUM_MONTHLY: 'PREMIUM', PREMIUM_ANNUAL: 'PREMIUM' },
    ENTERPRISE: 'ENTERPRISE',
  });
});

test('the next end lies after what was asked for, at most a term on, in the month that was counted', () => {
  const days = fc.date({ min: at('1990-01-01'), max: at('2040-12-31'), noInvalidDate: true });
  const plans = fc.constantFrom('PREMIUM_MONTHLY' as const, 'PREMIUM_ANNUAL' as const);
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 40_000 }), plans, (startedAt, hours, plan) => {
      const after = new Date(startedAt.getTime() + hours * 3_600_000);
      const end = nextEnd(plan, startedAt, after);
      if (end === null) throw new Error('A plan with a term has an end');
      expect(end.getTime()).toBeGreaterThan(after.getTime());
      const mostDays = plan === 'PREMIUM_MONTHLY' ? 31 : 366;
      expect(end.getTime() - after.getTime()).toBeLessThanOrEqual(mostDays * 86_400_000);
      const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0));
      const sameDay = Math.min(startedAt.getUTCDate(), lastDay.getUTCDate());
      expect(end.getUTCDate()).toBe(sameDay);
      expect(end.getTime() % 86_400_000).toBe(startedAt.getTime() % 86_400_000);
    }),
  );
});
