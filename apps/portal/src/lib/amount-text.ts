import type { Locale } from '@freehold/core-contracts/ids';
import { splitAmount } from '@freehold/ui/formats';

const spaces = /[\s\u00a0\u202f]/gu;

/** Thousands set apart as the language does. */
const groupedEnglish = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u;
const groupedFrench = /^\d{1,3}(?:\.\d{3})+,\d+$/u;

/**
 * An amount as somebody types it, as the contract's digits with one point. What could mean two amounts
 * is left as it is, so that the form asks instead of guessing: `1,5` in English, `1.500` in French.
 */
export function readAmount(typed: string, locale: Locale): string {
  const text = typed.replaceAll(spaces, '');
  if (locale === 'en') return groupedEnglish.test(text) ? text.replaceAll(',', '') : text;
  if (groupedFrench.test(text)) return text.replaceAll('.', '').replace(',', '.');
  if (/^\d+,\d+$/u.test(text)) return text.replace(',', '.');
  return /^\d{1,3}\.\d{3}$/u.test(text) ? `${text}.` : text;
}

/** Grouping and decimal signs as the language writes them; the digits themselves are never computed with. */
export function signsOf(locale: Locale): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  const find = (type: string) => parts.find((part) => part.type === type)?.value;
  return { group: find('group') ?? ',', decimal: find('decimal') ?? '.' };
}

/** An amount within a sentence: all digits that carry value, at least two places, and the currency. */
export function formatAmount(value: string, currencyCode: string, locale: Locale): string {
  const { sign, whole, fraction } = splitAmount(value);
  const { group, decimal } = signsOf(locale);
  return `${sign}${whole.replaceAll(',', group)}${decimal}${fraction.padEnd(2, '0')}\u00a0${currencyCode}`;
}
