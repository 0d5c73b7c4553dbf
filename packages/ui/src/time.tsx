import { useSyncExternalStore } from 'react';
import { formatDate, formatDateTime, formatRelative, formatUtc } from './formats.tsx';
import { Tooltip } from './tooltip.tsx';

const tickMs = 30_000;
let nowMs = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const each of listeners) each();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Current time, renewed every 30 seconds for everything on the page at once. */
export function useNow(): Date {
  return new Date(
    useSyncExternalStore(
      subscribe,
      () => nowMs,
      () => nowMs,
    ),
  );
}

export type TimeProps = {
  value: Date;
  /** `relative` for how long ago, `datetime` for the viewer's clock, `date` for the day. */
  format?: 'relative' | 'datetime' | 'date';
  locale?: string;
  className?: string;
};

function writeTime({ value, format, locale }: TimeProps, now: Date): string {
  if (format === 'relative') {
    return formatRelative(
      value,
      now.getTime() < value.getTime() && value.getTime() - now.getTime() < tickMs ? value : now,
      locale,
    );
  }
  return format === 'date' ? formatDate(value, locale) : formatDateTime(value, locale);
}

/** An instant in the viewer's zone; hovering shows it exactly, in UTC. */
export function Time(props: TimeProps) {
  const { value, className, locale } = props;
  const now = useNow();
  return (
    <Tooltip
      content={
        <span className="numeric grid gap-0.5">
          <span>{formatUtc(value)}</span>
          {props.format === 'relative' && <span>{formatDateTime(value, locale)} here</span>}
        </span>
      }
    >
      <time dateTime={value.toISOString()} className={className ?? 'numeric whitespace-nowrap'}>
        {writeTime(props, now)}
      </time>
    </Tooltip>
  );
}
