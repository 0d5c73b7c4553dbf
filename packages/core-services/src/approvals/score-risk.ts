import type { RiskSignal } from '@freehold/core-contracts/approvals';
import type { CompleteRegistrationInput } from '@freehold/core-contracts/registration';
import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Registrations of one network, in how many days, from which on it counts as shared. */
export const sharedNetwork = { days: 7, registrations: 3 } as const;
const manyAttempts = 5;
const youngAdultYears = 21;
const nightEndsHourUtc = 5;

export type RiskFacts = Pick<
  CompleteRegistrationInput,
  'countryCode' | 'phone' | 'dateOfBirth' | 'isDisposableEmail' | 'failedAttempts' | 'startedAt'
> & {
  /** Other registrations from the same address within `sharedNetwork.days`. */
  readonly sameNetworkCount: number;
};

type Rule = (facts: RiskFacts, now: Date) => RiskSignal | null;

const rules: readonly Rule[] = [
  ({ isDisposableEmail }) =>
    isDisposableEmail
      ? { code: 'DISPOSABLE_EMAIL', points: 40, detail: 'The address is of a disposable kind' }
      : null,
  ({ phone, countryCode }) => {
    const country = parsePhoneNumberFromString(phone)?.country;
    return country === undefined || country === countryCode
      ? null
      : {
          code: 'COUNTRY_MISMATCH',
          points: 20,
          detail: `Number of ${country}, country given ${countryCode}`,
        };
  },
  ({ sameNetworkCount }) =>
    sameNetworkCount >= sharedNetwork.registrations
      ? {
          code: 'SHARED_NETWORK',
          points: 15,
          detail: `${sameNetworkCount} other registrations from this address in ${sharedNetwork.days} days`,
        }
      : null,
  ({ failedAttempts }) =>
    failedAttempts >= manyAttempts
      ? { code: 'MANY_ATTEMPTS', points: 15, detail: `${failedAttempts} wrong codes` }
      : null,
  ({ dateOfBirth }, now) => {
    const age = ageInYears(dateOfBirth, now);
    return age < youngAdultYears
      ? { code: 'YOUNG_ADULT', points: 10, detail: `${age} years old` }
      : null;
  },
  ({ startedAt }) =>
    startedAt.getUTCHours() < nightEndsHourUtc
      ? {
          code: 'NIGHT_SIGN_UP',
          points: 5,
          detail: `Started at ${startedAt.toISOString().slice(11, 16)} UTC`,
        }
      : null,
];

/** Full years between a calendar date (YYYY-MM-DD) and today's date in UTC. */
export function ageInYears(dateOfBirth: string, now: Date): number {
  const today = now.toISOString().slice(0, 10);
  const years = Number(today.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return today.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
}

/** How much a reviewer should look twice, 0 to 100, and what it is made of. */
export function scoreRisk(
  facts: RiskFacts,
  now: Date,
): { riskScore: number; riskSignals: RiskSignal[] } {
  const riskSignals = rules.map((rule) => rule(facts, now)).filter((signal) => signal !== null);
  const points = riskSignals.reduce((sum, signal) => sum + signal.points, 0);
  return { riskScore: Math.min(100, points), riskSignals };
}
