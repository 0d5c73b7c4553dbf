import { formatRelative } from '@freehold/ui/formats';
import { useNow } from '@freehold/ui/time';
import { formatDay, formatMoment } from '../lib/moments.ts';
import { useTexts } from '../lib/texts.ts';

export type MomentProps = { value: Date; look?: 'moment' | 'day' | 'relative' };

/** An instant on the reader's clock, in their language; `relative` says how long ago, and when exactly on hover. */
export function Moment({ value, look = 'moment' }: MomentProps) {
  const { locale } = useTexts();
  const now = useNow();
  const exact = formatMoment(value, locale);
  const written = {
    moment: () => exact,
    day: () => formatDay(value, locale),
    relative: () => formatRelative(value, now, locale),
  }[look]();
  return (
    <time dateTime={value.toISOString()} title={exact} className="numeric">
      {written}
    </time>
  );
}
