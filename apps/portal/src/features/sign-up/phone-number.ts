import type { Country } from '@freehold/core-contracts/tenants';

export type DialEntry = { code: string; prefix: string };

/** Countries with a dial prefix, as bare digits. */
export function listDialEntries(countries: readonly Country[]): DialEntry[] {
  return countries.flatMap(({ code, dialPrefix }) => {
    const prefix = dialPrefix?.replaceAll(/\D/gu, '') ?? '';
    return prefix === '' ? [] : [{ code, prefix }];
  });
}

/** A number as typed with its prefix; one typed with a prefix of its own is left alone. */
export function joinPhone(prefix: string, typed: string): string {
  const number = typed.trim();
  if (number === '') return '';
  if (number.startsWith('+')) return number;
  if (number.startsWith('00')) return `+${number.slice(2)}`;
  return `+${prefix} ${number}`;
}

/** The country and the rest of an international number: the longest prefix that fits, the preferred country among equals. */
export function splitPhone(
  phone: string,
  entries: readonly DialEntry[],
  preferredCode: string | null,
): { code: string; rest: string } | null {
  const digits = joinPhone('', phone).replaceAll(/\D/gu, '');
  const fitting = entries.filter(({ prefix }) => digits.startsWith(prefix));
  const longest = Math.max(0, ...fitting.map(({ prefix }) => prefix.length));
  const best = fitting.filter(({ prefix }) => prefix.length === longest);
  const entry = best.find(({ code }) => code === preferredCode) ?? best[0];
  return entry ? { code: entry.code, rest: digits.slice(entry.prefix.length) } : null;
}
