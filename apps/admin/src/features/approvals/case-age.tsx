import { cn } from '@freehold/ui/class-names';
import { formatDuration } from '@freehold/ui/formats';
import { useNow } from '@freehold/ui/time';

const soonShare = 0.75;

export type CaseAgeProps = { openedAt: Date; dueAt: Date; decidedAt: Date | null };

/** Age of a case against the tenant's target, as a bar and in words. */
export function CaseAge({ openedAt, dueAt, decidedAt }: CaseAgeProps) {
  const now = useNow();
  const end = decidedAt ?? now;
  const ageSeconds = (end.getTime() - openedAt.getTime()) / 1000;
  const targetSeconds = Math.max(1, (dueAt.getTime() - openedAt.getTime()) / 1000);
  const share = ageSeconds / targetSeconds;
  const isLate = share > 1;
  const fill = isLate ? 'bg-danger' : share > soonShare ? 'bg-warning' : 'bg-accent';
  return (
    <span className="inline-grid gap-1">
      <span className="numeric text-ink @2xl:whitespace-nowrap">
        {formatDuration(ageSeconds)}
        <span className={cn('text-xs', isLate ? 'text-danger-ink' : 'text-subtle')}>
          {isLate
            ? ` · ${formatDuration(ageSeconds - targetSeconds)} late`
            : ` of ${formatDuration(targetSeconds)}`}
        </span>
      </span>
      <span aria-hidden className="h-1 w-24 rounded-full bg-hover">
        <span
          className={cn('block h-full rounded-full', fill)}
          style={{ width: `${Math.min(100, Math.max(3, share * 100))}%` }}
        />
      </span>
    </span>
  );
}
