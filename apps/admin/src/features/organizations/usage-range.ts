const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const mostHourlyDays = 2;

/** Whole buckets up to and including the one that runs; it changes once an hour or day, so that the question stays the same. */
export function usageRange(
  days: number,
  now: Date,
): { from: Date; to: Date; bucket: 'HOUR' | 'DAY' } {
  const isHourly = days <= mostHourlyDays;
  const bucketMs = isHourly ? hourMs : dayMs;
  const end = Math.floor(now.getTime() / bucketMs) * bucketMs + bucketMs;
  return {
    from: new Date(end - days * dayMs),
    to: new Date(end),
    bucket: isHourly ? 'HOUR' : 'DAY',
  };
}
