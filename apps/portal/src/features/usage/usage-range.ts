export const usageSpans = ['day', 'week', 'month', 'quarter'] as const;
export type UsageSpan = (typeof usageSpans)[number];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const lengths: Readonly<Record<UsageSpan, number>> = { day: 1, week: 7, month: 30, quarter: 90 };

/** From when to when, and how finely: by the hour for a day, by the day else; whole buckets in UTC. */
export function usageRange(
  span: UsageSpan,
  now: Date,
): { from: Date; to: Date; bucket: 'HOUR' | 'DAY' } {
  const unitMs = span === 'day' ? hourMs : dayMs;
  const endMs = Math.ceil((now.getTime() + 1) / unitMs) * unitMs;
  return {
    from: new Date(endMs - lengths[span] * dayMs),
    to: new Date(endMs),
    bucket: span === 'day' ? 'HOUR' : 'DAY',
  };
}
