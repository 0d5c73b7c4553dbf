import type { ReactNode } from 'react';
import { cn } from './class-names.tsx';
import { formatCount } from './formats.tsx';
import type { BadgeTone } from './badge.tsx';

const fills: Record<BadgeTone, string> = {
  neutral: 'bg-line-strong',
  accent: 'bg-accent',
  success: 'bg-success',
  warning: 'bg-warning',
  danger: 'bg-danger',
  info: 'bg-info',
};

export type BreakdownProps = {
  label: string;
  parts: readonly { id: string; label: ReactNode; count: number; tone: BadgeTone }[];
};

/** Shares of a whole: one bar per class with its count, readable without colour. */
export function Breakdown({ label, parts }: BreakdownProps) {
  const most = Math.max(1, ...parts.map((part) => part.count));
  return (
    <ul aria-label={label} className="grid gap-2.5">
      {parts.map((part) => (
        <li key={part.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 text-sm">
          <span className="truncate text-muted">{part.label}</span>
          <span className="numeric font-medium text-ink">{formatCount(part.count)}</span>
          <span aria-hidden className="col-span-2 h-1.5 rounded-full bg-hover">
            <span
              className={cn('block h-full rounded-full', fills[part.tone])}
              style={{
                width: `${part.count === 0 ? 0 : Math.max(1.5, (part.count / most) * 100)}%`,
              }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
