import { createLink } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ComponentProps } from 'react';

function BackAnchor({ children, className: _own, ...rest }: ComponentProps<'a'>) {
  return (
    <a
      className="inline-flex items-center whitespace-nowrap gap-1 rounded-xs text-sm text-muted underline-offset-3 hover:text-ink hover:underline"
      {...rest}
    >
      <ArrowLeft aria-hidden className="size-3.5" />
      {children}
    </a>
  );
}

/** The way back to the list a page belongs to. */
export const BackLink = createLink(BackAnchor);
