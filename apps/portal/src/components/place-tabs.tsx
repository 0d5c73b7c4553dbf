import { Link, useLocation, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useShownTab } from '@freehold/ui/shown-tab';

export type Place = Required<Pick<LinkProps, 'to' | 'params'>> & {
  label: ReactNode;
  /** Stays marked on the pages below it. */
  hasParts?: boolean;
};

/** The way to the parts of one thing, each a page of its own. */
export function PlaceTabs({ label, places }: { label: string; places: readonly Place[] }) {
  const nav = useShownTab<HTMLElement>(useLocation({ select: ({ pathname }) => pathname }));
  return (
    <nav
      ref={nav}
      aria-label={label}
      className="-mx-4 flex gap-1 overflow-x-auto border-b border-line px-4 [scrollbar-width:thin] sm:mx-0 sm:px-0"
    >
      {places.map(({ to, params, label: name, hasParts = false }) => (
        <Link
          key={to}
          to={to}
          params={params}
          activeOptions={{ exact: !hasParts, includeSearch: false }}
          className="-mb-px rounded-t-md border-b-2 border-transparent px-3 py-2.5 text-sm font-medium whitespace-nowrap text-muted hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
