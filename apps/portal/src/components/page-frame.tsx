import type { ReactNode } from 'react';
import { cn } from '@freehold/ui/class-names';

/** A member's page: its name, a sentence, an act, and what it is about. */
export function PageFrame({
  title,
  lead,
  action,
  children,
  width = 'wide',
}: {
  title: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  width?: 'wide' | 'reading';
}) {
  return (
    <div
      className={cn(
        'grid grid-cols-1 gap-6 pt-6 pb-10 sm:gap-8 sm:pt-10',
        width === 'reading' && 'max-w-3xl',
      )}
    >
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 max-w-2xl">
          <h1 className="text-2xl font-semibold text-ink [overflow-wrap:anywhere] sm:text-3xl">
            {title}
          </h1>
          {lead && <p className="mt-2 text-base text-muted">{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </div>
  );
}

/** A page of one act, for visitors and links: narrow, and alone. */
export function NarrowFrame({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-md flex-1 pt-2 sm:pt-12">
      <div className="rounded-xl border-line bg-surface max-sm:-mx-4 max-sm:rounded-none max-sm:border-y max-sm:px-4 max-sm:py-7 sm:border sm:p-9 sm:shadow-sm">
        {children}
      </div>
    </div>
  );
}
