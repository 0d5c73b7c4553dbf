import { CountBadge } from '@freehold/ui/badge';
import { cn } from '@freehold/ui/class-names';
import { useShownTab } from '@freehold/ui/shown-tab';
import { tabStyles } from '@freehold/ui/tabs';
import { createLink, useLocation } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';

type TabAnchorProps = ComponentProps<'a'> & { count?: number };

function TabAnchor({ children, className: _own, count = 0, ...rest }: TabAnchorProps) {
  return (
    <a
      className={cn(
        tabStyles,
        'focus-visible:outline-offset-[-2px]',
        'data-[status=active]:border-accent data-[status=active]:text-ink',
      )}
      {...rest}
    >
      {children}
      {count > 0 && <CountBadge count={count} tone="danger" />}
    </a>
  );
}

/** Way to a page that stands beside the others of its frame; `count` says how much is wrong there. */
export const TabLink = createLink(TabAnchor);

/** Ways between the pages of one frame. */
export function TabLinks({ label, children }: { label: string; children: ReactNode }) {
  const row = useShownTab<HTMLElement>(useLocation({ select: ({ pathname }) => pathname }));
  return (
    <nav
      ref={row}
      aria-label={label}
      className="overflow-x-auto border-b border-line [scrollbar-width:none]"
    >
      <ul className="flex gap-5">{children}</ul>
    </nav>
  );
}
