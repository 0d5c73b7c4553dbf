import { AppError } from '@freehold/core-contracts/errors';

/** Places after the point that money has. */
export const amountPlaces = 9;
const unit = 10n ** BigInt(amountPlaces);
/** 27 digits before the point and 9 after. */
const limit = 10n ** 36n;

/** A decimal text with at most 9 places in billionths, exactly. */
export function toUnits(text: string): bigint {
  const isNegative = text.startsWith('-');
  const [whole = '0', places = ''] = (isNegative ? text.slice(1) : text).split('.');
  if (places.length > amountPlaces) throw new RangeError('More than nine places');
  const units = BigInt(whole) * unit + BigInt(places.padEnd(amountPlaces, '0'));
  return isNegative ? -units : units;
}

/** Billionths as text, without zeros that say nothing. */
export function fromUnits(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(amountPlaces + 1, '0');
  const places = digits.slice(-amountPlaces).replace(/0+$/u, '');
  const whole = digits.slice(0, -amountPlaces);
  return `${units < 0n ? '-' : ''}${whole}${places === '' ? '' : `.${places}`}`;
}

/** `numerator / denominator` of two counts from zero on, rounded half to even. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const isUp = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

/** An amount times a rate, both in billionths, rounded half to even. */
export function multiplyUnits(amount: bigint, rate: bigint): bigint {
  return divideHalfEven(amount * rate, unit);
}

/** The sum of amounts as text. Throws INVALID `transfer.amount_too_large` from 10^27 on. */
export function addAmounts(amounts: readonly string[]): string {
  const sum = amounts.reduce((total, amount) => total + toUnits(amount), 0n);
  if (sum >= limit) throw new AppError('INVALID', 'transfer.amount_too_large');
  return fromUnits(sum);
}
