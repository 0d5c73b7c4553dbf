import { AppError } from '@freehold/core-contracts/errors';
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import {
  parsePhoneNumberFromString,
  type CountryCode,
  type NumberType,
} from 'libphonenumber-js/max';
import type { ServiceContext } from '../../context.ts';

let disposable: ReadonlySet<string> | undefined;

/** Whether an address is of a domain that gives addresses away, or of one below such a domain. */
export function isDisposableEmail(email: string): boolean {
  disposable ??= disposableEmailBlocklistSet();
  const labels = email.slice(email.lastIndexOf('@') + 1).split('.');
  for (let from = 0; from < labels.length - 1; from += 1) {
    if (disposable.has(labels.slice(from).join('.'))) return true;
  }
  return false;
}

/** Whether the address is to be flagged as disposable. Throws INVALID `registration.email_disposable` where the tenant refuses those. */
export function checkEmailDomain(ctx: ServiceContext, email: string): boolean {
  const isDisposable = isDisposableEmail(email);
  if (isDisposable && ctx.tenant.settings.disposableEmail === 'REFUSE') {
    throw new AppError('INVALID', 'registration.email_disposable');
  }
  return isDisposable;
}

const earliestBirth = '1900-01-01';

/** Full years on a calendar date; who was born on 29 February is a year older on 1 March of other years. */
export function ageOn(dateOfBirth: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return today.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
}

/** Throws INVALID `registration.date_in_future`, `registration.date_too_early` (before 1900) or `registration.too_young`; days are UTC's. */
export function assertBirth(ctx: ServiceContext, dateOfBirth: string): void {
  const today = ctx.clock().toISOString().slice(0, 10);
  if (dateOfBirth > today) throw new AppError('INVALID', 'registration.date_in_future');
  if (dateOfBirth < earliestBirth) throw new AppError('INVALID', 'registration.date_too_early');
  const { minimumAgeYears } = ctx.tenant.settings;
  if (ageOn(dateOfBirth, today) < minimumAgeYears) {
    throw new AppError('INVALID', 'registration.too_young', { minimumAgeYears });
  }
}

// Numbers that take no text message, or that charge whoever sends one.
const refusedTypes: ReadonlySet<NumberType> = new Set<NumberType>([
  'FIXED_LINE',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]);

export interface CheckedPhone {
  /** E.164 */
  readonly number: string;
  readonly dialPrefix: string;
}

/** A number as typed, national ones read as of `country`. Throws INVALID `registration.phone_invalid`. */
export function checkPhone(typed: string, country: string | null): CheckedPhone {
  const parsed = parsePhoneNumberFromString(typed, {
    ...(country === null ? {} : { defaultCountry: country as CountryCode }),
    extract: false,
  });
  const isAcceptable =
    parsed !== undefined &&
    parsed.ext === undefined &&
    parsed.isValid() &&
    !refusedTypes.has(parsed.getType()) &&
    /^\+[1-9]\d{6,14}$/u.test(parsed.number);
  if (!isAcceptable) throw new AppError('INVALID', 'registration.phone_invalid');
  return { number: parsed.number, dialPrefix: `+${parsed.countryCallingCode}` };
}

/** Throws INVALID `registration.country_unknown` unless the country exists and is open for registration. */
export async function assertCountry(ctx: ServiceContext, code: string): Promise<void> {
  const country = await ctx.db.country.findFirst({
    where: { code, isEnabled: true },
    select: { code: true },
  });
  if (country === null) throw new AppError('INVALID', 'registration.country_unknown');
}
