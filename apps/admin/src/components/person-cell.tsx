import { cn } from '@freehold/ui/class-names';
import type { ReactNode } from 'react';

/** Initials in a quiet square. */
export function Initials({ name, className }: { name: string; className?: string }) {
  const letters = name
    .split(/\s+/u)
    .filter(Boolean)
    .map((word) => word.charAt(0));
  const shown = [letters.at(0), letters.length > 1 ? letters.at(-1) : ''].join('').toUpperCase();
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-7 shrink-0 place-items-center rounded-md bg-accent-soft text-2xs font-semibold text-accent-ink',
        className,
      )}
    >
      {shown || '?'}
    </span>
  );
}

/** A person in a list: initials, name (usually a link), address under it. */
export function PersonCell({
  name,
  detail,
  initials,
}: {
  name: ReactNode;
  detail: string;
  initials: string;
}) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Initials name={initials} />
      <span className="grid min-w-0">
        <span className="truncate font-medium text-ink">{name}</span>
        <span className="truncate text-xs text-subtle">{detail}</span>
      </span>
    </span>
  );
}
