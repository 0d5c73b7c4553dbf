import type { Locale } from '@freehold/core-contracts/ids';

/** The reader's own variety of a language, such as `en-GB`, so that times and dates look as they do elsewhere on the device. */
function varietyOf(locale: Locale): string {
  const spoken = globalThis.navigator?.languages ?? [];
  return spoken.find((language) => language.split('-')[0] === locale) ?? locale;
}

/** Hour and minute on the reader's clock. */
export function formatClock(instant: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(varietyOf(locale), { timeStyle: 'short' }).format(instant);
}

/** Day, hour and minute on the reader's clock. */
export function formatMoment(instant: Date, locale: Locale): string {
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(varietyOf(locale), style).format(instant);
}

/** Day in the reader's zone. */
export function formatDay(instant: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(varietyOf(locale), { dateStyle: 'long' }).format(instant);
}

/** Place of a bucket on an axis, in UTC as the buckets are: the hour, or the day and month. */
export function formatPoint(instant: Date, bucket: 'HOUR' | 'DAY', locale: Locale): string {
  const style =
    bucket === 'HOUR'
      ? ({ hour: '2-digit', minute: '2-digit' } as const)
      : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(varietyOf(locale), { ...style, timeZone: 'UTC' }).format(instant);
}
