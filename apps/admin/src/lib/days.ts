/** Calendar days of a filter, either end open. */
export type Days = { from?: string | undefined; to?: string | undefined };

/**
 * Whole days of the viewer's zone as moments: from the midnight that the first begins with to the
 * one that the last ends with, which is no longer of it.
 */
export function toMoments({ from, to }: Days): {
  from: Date | undefined;
  to: Date | undefined;
} {
  return { from: from ? midnightOf(from, 0) : undefined, to: to ? midnightOf(to, 1) : undefined };
}

// By parts of the date: a day may have 23 or 25 hours.
function midnightOf(day: string, daysLater: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater);
}
