import type { ReactNode } from 'react';
import type { BadgeTone } from './badge.tsx';
import { cn } from './class-names.tsx';

const rails: Record<BadgeTone, string> = {
  neutral: 'bg-line-strong',
  accent: 'bg-accent',
  success: 'bg-success',
  warning: 'bg-warning',
  danger: 'bg-danger',
  info: 'bg-info',
};

export type StatProps = {
  label: ReactNode;
  value: ReactNode;
  detail?: ReactNode;
  icon?: ReactNode;
  /** Colours the rail when the figure asks for attention. */
  tone?: BadgeTone;
  className?: string;
};

/** One figure with its name, and a line that puts it into proportion. */
export function Stat({ label, value, detail, icon, tone = 'neutral', className }: StatProps) {
  return (
    <div
      className={cn(
        'relative grid content-start gap-1 overflow-hidden rounded-lg border border-line bg-surface px-3.5 py-3 shadow-xs sm:px-4 sm:py-3.5',
        className,
      )}
    >
      {tone !== 'neutral' && (
        <span aria-hidden className={cn('absolute inset-y-0 left-0 w-0.75', rails[tone])} />
      )}
      <p className="flex items-center gap-2 text-xs font-medium text-muted [&_svg]:size-4 [&_svg]:text-subtle">
        {icon}
        {label}
      </p>
      <p className="numeric text-2xl font-semibold tracking-tight text-ink">{value}</p>
      {detail && <p className="text-xs text-subtle">{detail}</p>}
    </div>
  );
}
