import { Check, Clock3, X } from 'lucide-react';
import { cn } from '@freehold/ui/class-names';
import { useTexts, type TextName } from '../lib/texts.ts';

export type TimelineState = 'done' | 'current' | 'upcoming' | 'failed' | 'waiting';
export type TimelineItem = {
  id: string;
  title: TextName;
  text: TextName;
  state: TimelineState;
  when?: string;
};

const marks: Record<TimelineState, string> = {
  done: 'border-accent bg-accent text-on-accent',
  current: 'border-accent bg-surface text-accent-ink ring-4 ring-accent-soft',
  upcoming: 'border-line-strong bg-surface text-subtle',
  failed: 'border-danger bg-danger text-on-danger',
  waiting: 'border-warning-line bg-warning-soft text-warning-ink ring-4 ring-warning-soft',
};

function Mark({ state }: { state: TimelineState }) {
  return (
    <span
      aria-hidden
      className={cn(
        'relative z-1 grid size-7 shrink-0 place-items-center rounded-full border-2',
        marks[state],
      )}
    >
      {state === 'done' && <Check strokeWidth={3} className="size-3.5" />}
      {state === 'failed' && <X strokeWidth={3} className="size-3.5" />}
      {state === 'waiting' && <Clock3 strokeWidth={2.5} className="size-3.5" />}
      {state === 'current' && (
        <span className="size-2 animate-pulse rounded-full bg-accent motion-reduce:animate-none" />
      )}
    </span>
  );
}

/** Where an application stands: what is behind, what is now, what is to come. */
export function StatusTimeline({ items }: { items: readonly TimelineItem[] }) {
  const { t } = useTexts();
  return (
    <ol aria-label={t('timeline.label')} className="grid">
      {items.map((item, index) => (
        <li
          key={item.id}
          aria-current={item.state === 'current' || item.state === 'waiting' ? 'step' : undefined}
          className="relative flex gap-4 pb-7 last:pb-0"
        >
          {index < items.length - 1 && (
            <span
              aria-hidden
              className={cn(
                'absolute top-7 bottom-0 left-3.25 w-0.5',
                item.state === 'done' ? 'bg-accent' : 'bg-line',
              )}
            />
          )}
          <Mark state={item.state} />
          <div className="min-w-0 flex-1 pt-0.5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p
                className={cn(
                  'text-base',
                  item.state === 'upcoming' ? 'text-muted' : 'font-semibold text-ink',
                )}
              >
                {t(item.title)}
                <span className="sr-only"> ({t(`timeline.state.${item.state}`)})</span>
              </p>
              {item.when && <p className="numeric text-sm text-subtle">{item.when}</p>}
            </div>
            {item.state !== 'upcoming' && (
              <p className="mt-0.5 text-sm text-muted">{t(item.text)}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
