import { expect, test } from 'vitest';
import { ageInYears, type RiskFacts, scoreRisk } from './score-risk.ts';

const now = new Date('2026-06-15T12:00:00.000Z');
const plain: RiskFacts = {
  countryCode: 'CH',
  phone: '+41781234567',
  dateOfBirth: '1985-12-10',
  isDisposableEmail: false,
  failedAttempts: 0,
  startedAt: new Date('2026-06-15T09:00:00.000Z'),
  sameNetworkCount: 0,
};

test('an ordinary registration carries no risk', () => {
  expect(scoreRisk(plain, now)).toEqual({ riskScore: 0, riskSignals: [] });
});

test.each<[string, Partial<RiskFacts>, number]>([
  ['DISPOSABLE_EMAIL', { isDisposableEmail: true }, 40],
  ['COUNTRY_MISMATCH', { countryCode: 'FR' }, 20],
  ['SHARED_NETWORK', { sameNetworkCount: 3 }, 15],
  ['MANY_ATTEMPTS', { failedAttempts: 5 }, 15],
  ['YOUNG_ADULT', { dateOfBirth: '2006-06-15' }, 10],
  ['NIGHT_SIGN_UP', { startedAt: new Date('2026-06-15T04:59:59.000Z') }, 5],
])('%s is noticed', (code, changes, points) => {
  const { riskScore, riskSignals } = scoreRisk({ ...plain, ...changes }, now);
  expect(riskSignals).toMatchObject([{ code, points }]);
  expect(riskScore).toBe(points);
});

test.each<[string, Partial<RiskFacts>]>([
  ['two others on the network', { sameNetworkCount: 2 }],
  ['four wrong codes', { failedAttempts: 4 }],
  ['the 21st birthday', { dateOfBirth: '2005-06-15' }],
  ['five in the morning', { startedAt: new Date('2026-06-15T05:00:00.000Z') }],
  ['a number of no country', { phone: '+88312345678' }],
])('%s is not enough', (_, changes) => {
  expect(scoreRisk({ ...plain, ...changes }, now).riskSignals).toEqual([]);
});

test('everything at once stays within 100', () => {
  const { riskScore, riskSignals } = scoreRisk(
    {
      countryCode: 'FR',
      phone: '+41781234567',
      dateOfBirth: '2007-01-01',
      isDisposableEmail: true,
      failedAttempts: 99,
      startedAt: new Date('2026-06-15T01:00:00.000Z'),
      sameNetworkCount: 50,
    },
    now,
  );
  expect(riskSignals).toHaveLength(6);
  expect(riskScore).toBe(100);
});

test.each([
  ['2008-02-29', '2026-02-28T23:00:00Z', 17],
  ['2008-02-29', '2026-03-01T00:00:00Z', 18],
  ['2000-06-15', '2026-06-14T23:59:59Z', 25],
  ['2000-06-15', '2026-06-15T00:00:00Z', 26],
])('who was born on %s is on %s %i years old', (born, moment, years) => {
  expect(ageInYears(born, new Date(moment))).toBe(years);
});
