export type DateParts = { day: string; month: string; year: string };

/** Parts of a calendar date (YYYY-MM-DD); empty ones of none. */
export function splitDate(date: string | null): DateParts {
  const [year = '', month = '', day = ''] = date?.split('-') ?? [];
  return { day: day.replace(/^0/u, ''), month: month.replace(/^0/u, ''), year };
}

/** A calendar date of its parts as typed; empty when nothing was, and no date where a part is missing or odd. */
export function joinDate({ day, month, year }: DateParts): string {
  if (`${day}${month}${year}`.trim() === '') return '';
  return [
    year.trim().padStart(4, '0'),
    month.trim().padStart(2, '0'),
    day.trim().padStart(2, '0'),
  ].join('-');
}

/** The months in words. */
export function monthNames(locale: string): string[] {
  const words = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => words.format(new Date(Date.UTC(2001, month, 1))));
}
