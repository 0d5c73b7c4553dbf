import type { Locale } from '@freehold/core-contracts/ids';

/**
 * A name somebody else chose, as it may stand in a message: on one line, of bounded length, and
 * nothing in it that a mail program would turn into a link.
 */
export function toName(text: string, maximum = 80): string {
  const line = toLine(text)
    .replaceAll('://', ': ')
    .replaceAll(/([.@])(?=\S)/gu, '$1 ');
  return shorten(line, maximum);
}

/** Text on one line: control characters and line breaks become single spaces. */
export function toLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll(/ {2,}/gu, ' ')
    .trim();
}

/** At most `maximum` code points, the last an ellipsis where something was left out. */
export function shorten(text: string, maximum: number): string {
  const points = Array.from(text);
  return points.length <= maximum ? text : `${points.slice(0, maximum - 1).join('')}…`;
}

const dateFormats: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
  fr: new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeZone: 'UTC' }),
};

/** A day in words, UTC. */
export function toDay(date: Date, locale: Locale): string {
  return dateFormats[locale].format(date);
}
