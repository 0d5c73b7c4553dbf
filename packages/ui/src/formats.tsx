import { Decimal } from 'decimal.js';

const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });
const decimalText = /^-?\d{1,27}(\.\d{1,9})?$/u;

export type AmountParts = {
  sign: '' | '−';
  whole: string;
  /** Digits after the point that carry value. */
  fraction: string;
  /** Zeros that only keep the columns aligned. */
  padding: string;
};

/** Parts of a decimal text, digits grouped, with `places` digits after the point. Throws RangeError on other text or when digits would be lost. */
export function splitAmount(value: string, places = 9): AmountParts {
  if (!decimalText.test(value)) throw new RangeError('not a decimal amount');
  const exact = new Exact(value);
  if (exact.decimalPlaces() > places) throw new RangeError('digits would be lost');
  const [whole = '0', digits = ''] = exact.abs().toFixed(places).split('.');
  const fraction = digits.replace(/0+$/u, '');
  return {
    sign: exact.isNegative() && !exact.isZero() ? '−' : '',
    whole: whole.replace(/\B(?=(\d{3})+$)/gu, ','),
    fraction,
    padding: digits.slice(fraction.length),
  };
}

/** Exact sum of decimal texts, as text without exponent. */
export function sumAmounts(values: readonly string[]): string {
  return values.reduce((sum, value) => sum.plus(value), new Exact(0)).toFixed();
}

/** Whole number with its digits grouped. */
export function formatCount(value: number | bigint, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Size in bytes in decimal units, three significant digits at most. */
export function formatBytes(bytes: bigint | number): string {
  let amount = Number(bytes);
  let unit = 0;
  while (amount >= 999.5 && unit < byteUnits.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || amount >= 99.95 ? 0 : 1;
  return `${amount.toFixed(digits)} ${byteUnits[unit]}`;
}

/** Length of time in its two largest units: `3 d 4 h`, `12 min`, `8 s`. */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  const days = Math.floor(total / 86_400);
  const hours = Math.floor((total % 86_400) / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  if (days > 0) return hours > 0 && days < 10 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return `${minutes} min`;
  return `${total} s`;
}

/** Time of one run: `0.42 ms`, `38 ms`, `2.1 s`. */
export function formatMilliseconds(ms: number): string {
  if (ms >= 10_000) return formatDuration(ms / 1000);
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms`;
}

const relativeSteps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** Distance from `now` in words of `locale`, in its largest unit. */
export function formatRelative(instant: Date, now: Date, locale = 'en'): string {
  const seconds = (instant.getTime() - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  for (const [unit, length] of relativeSteps) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return words.format(0, 'second');
}

/** Exact instant in UTC with milliseconds: `2026-03-01 08:15:30.250 UTC`. */
export function formatUtc(instant: Date): string {
  return `${instant.toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

/** Day and time in the viewer's zone. */
export function formatDateTime(instant: Date, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone ? { timeZone } : {}),
  }).format(instant);
}

/** Day in the viewer's zone. */
export function formatDate(instant: Date, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  }).format(instant);
}

/** A calendar date (YYYY-MM-DD) in words; no zone can move it to another day. */
export function formatCalendarDate(date: string, locale?: string): string {
  return formatDate(new Date(`${date}T00:00:00Z`), locale, 'UTC');
}

/** Start and end of a long identifier, for lists. */
export function shortenIdentifier(value: string, head = 8, tail = 4): string {
  return value.length <= head + tail + 1 ? value : `${value.slice(0, head)}…${value.slice(-tail)}`;
}

/** Name of a country in `locale`, or the code itself when unknown. */
export function countryName(code: string, locale = 'en'): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** `APPROVED_PENDING_ONCHAIN` → `Approved pending onchain`. */
export function humanize(value: string): string {
  const words = value
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, ' ')
    .replaceAll(/[_.-]+/gu, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
