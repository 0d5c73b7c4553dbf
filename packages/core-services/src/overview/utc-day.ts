const msPerDay = 86_400_000;

/** The midnight (UTC) that began the day of `moment`, or of the day `daysBefore` it. */
export function utcDayStart(moment: Date, daysBefore = 0): Date {
  return new Date(Math.floor(moment.getTime() / msPerDay) * msPerDay - daysBefore * msPerDay);
}
